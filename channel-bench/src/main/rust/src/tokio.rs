// SPDX-License-Identifier: Apache-2.0
//! tokio's mpsc channel.

use crate::tasks::peer_of_tasks;
use ::tokio::sync::mpsc::{channel as bounded, Receiver, Sender};

peer_of_tasks!(Tokio, "tokio", env!("TOKIO_VERSION"), send, recv, Some);
