// SPDX-License-Identifier: Apache-2.0
//! crossbeam-channel.

use crate::threads::peer_of_threads;
use crossbeam_channel::{bounded, select, Receiver, Select, Sender};

peer_of_threads!(Crossbeam, "crossbeam", env!("CROSSBEAM_VERSION"), selected, woken);

/// Two producers, several channels, one receiver; returns how many messages came from each.
fn selected(stream: Stream, channels: usize) -> Vec<usize> {
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
            thread::spawn(move || {
                let mut next = share.iter().cycle();
                for _ in 0..stream.each {
                    next.next().unwrap().send(producer).unwrap();
                }
            })
        })
        .collect();
    let receiver = thread::spawn(move || match receivers.as_slice() {
        [a, b] => both(a, b, stream),
        all => any(all, stream),
    });
    for producer in producers {
        producer.join().unwrap();
    }
    receiver.join().unwrap() // the senders are still there: no channel has ended
}

fn both(a: &Receiver<usize>, b: &Receiver<usize>, stream: Stream) -> Vec<usize> {
    let mut counts = vec![0; stream.producers];
    for _ in 0..stream.messages() {
        let producer = select! {
            recv(a) -> message => message,
            recv(b) -> message => message,
        };
        counts[producer.unwrap()] += 1;
    }
    counts
}

fn any(receivers: &[Receiver<usize>], stream: Stream) -> Vec<usize> {
    let mut select = Select::new();
    for receiver in receivers {
        select.recv(receiver);
    }
    let mut counts = vec![0; stream.producers];
    for _ in 0..stream.messages() {
        let ready = select.select();
        let receiver = &receivers[ready.index()];
        counts[ready.recv(receiver).unwrap()] += 1;
    }
    counts
}

/// Round trips over each of the channels as often, to a thread that selects from all.
fn woken(channels: usize, round_trips: usize) {
    let (senders, receivers): (Vec<Sender<usize>>, Vec<_>) =
        (0..channels).map(|_| bounded(1)).unzip();
    let (back, at_caller) = bounded(1);
    let echo = thread::spawn(move || {
        let mut select = Select::new();
        for receiver in &receivers {
            select.recv(receiver);
        }
        for _ in 0..round_trips {
            let ready = select.select();
            let receiver: &Receiver<usize> = &receivers[ready.index()];
            back.send(ready.recv(receiver).unwrap()).unwrap();
        }
    });
    let caller = thread::spawn(move || {
        for (message, there) in (0..round_trips).zip(senders.iter().cycle()) {
            there.send(message).unwrap();
            assert_eq!(at_caller.recv().unwrap(), message);
        }
        senders // no channel ends before
    });
    echo.join().unwrap();
    drop(caller.join().unwrap());
}
