// SPDX-License-Identifier: Apache-2.0
//! crossbeam-channel.

use crate::threads::peer_of_threads;
use crossbeam_channel::{bounded, Receiver, Sender};

peer_of_threads!(Crossbeam, "crossbeam", env!("CROSSBEAM_VERSION"));
