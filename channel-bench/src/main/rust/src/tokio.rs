// SPDX-License-Identifier: Apache-2.0
//! tokio's mpsc channel.

use crate::tasks::peer_of_tasks;
use ::tokio::sync::mpsc::error::TrySendError;
use ::tokio::sync::mpsc::{channel as bounded, Receiver, Sender};

peer_of_tasks!(Tokio, "tokio", env!("TOKIO_VERSION"), send, recv, Some);

/// The short way if there is capacity.
fn sending(sender: Sender<u64>) -> impl Fn(u64) {
    move |message| match sender.try_send(message) {
        Err(TrySendError::Full(message)) => sender.blocking_send(message).unwrap(),
        sent => sent.unwrap(),
    }
}
