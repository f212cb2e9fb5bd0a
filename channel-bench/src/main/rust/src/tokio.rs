// SPDX-License-Identifier: Apache-2.0
//! tokio's mpsc channel.

use crate::tasks::peer_of_tasks;
use ::tokio::sync::mpsc::error::TrySendError;
use ::tokio::sync::mpsc::{channel as bounded, Receiver, Sender};

peer_of_tasks!(Tokio, "tokio", env!("TOKIO_VERSION"), send, recv, Some, selected);

/// Two producers, 2 or 8 channels, one receiver; returns how many messages came from each.
async fn selected(stream: Stream, channels: usize) -> Vec<usize> {
    let (senders, receivers): (Vec<_>, Vec<_>) =
        (0..channels).map(|_| bounded(stream.capacity)).unzip();
    let producers: Vec<_> = (0..stream.producers)
        .map(|producer| {
            let share: Vec<Sender<usize>> = senders
                .iter()
                .skip(producer)
                .step_by(stream.producers)
                .cloned()
                .collect();
            ::tokio::spawn(async move {
                let mut next = share.iter().cycle();
                for _ in 0..stream.each {
                    next.next().unwrap().send(producer).await.unwrap();
                }
            })
        })
        .collect();
    let receiver = match channels {
        2 => ::tokio::spawn(of_two(receivers.try_into().unwrap(), stream)),
        _ => ::tokio::spawn(of_eight(receivers.try_into().unwrap(), stream)),
    };
    for producer in producers {
        producer.await.unwrap();
    }
    receiver.await.unwrap() // the senders are still there: no channel has ended
}

async fn of_two(mut receivers: [Receiver<usize>; 2], stream: Stream) -> Vec<usize> {
    let [a, b] = &mut receivers;
    let mut counts = vec![0; stream.producers];
    for _ in 0..stream.messages() {
        let producer = ::tokio::select! {
            message = a.recv() => message,
            message = b.recv() => message,
        };
        counts[producer.unwrap()] += 1;
    }
    counts
}

async fn of_eight(mut receivers: [Receiver<usize>; 8], stream: Stream) -> Vec<usize> {
    let [a, b, c, d, e, f, g, h] = &mut receivers;
    let mut counts = vec![0; stream.producers];
    for _ in 0..stream.messages() {
        let producer = ::tokio::select! {
            message = a.recv() => message,
            message = b.recv() => message,
            message = c.recv() => message,
            message = d.recv() => message,
            message = e.recv() => message,
            message = f.recv() => message,
            message = g.recv() => message,
            message = h.recv() => message,
        };
        counts[producer.unwrap()] += 1;
    }
    counts
}

/// The short way if there is capacity.
fn sending(sender: Sender<u64>) -> impl Fn(u64) {
    move |message| match sender.try_send(message) {
        Err(TrySendError::Full(message)) => sender.blocking_send(message).unwrap(),
        sent => sent.unwrap(),
    }
}
