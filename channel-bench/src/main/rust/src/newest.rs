// SPDX-License-Identifier: Apache-2.0
//! Peers that only cargo's registry has, each with its blocking and its async ends.
// A receiver of tokio's has to be mutable for what these do with a shared one.
#![allow(unused_mut)]

#[cfg(feature = "crossfire")]
pub mod crossfire {
    use crate::threads::peer_of_threads;
    use ::crossfire::mpsc::{bounded_blocking as bounded, Array};

    type Sender<T> = ::crossfire::MTx<Array<T>>;
    type Receiver<T> = ::crossfire::Rx<Array<T>>;

    peer_of_threads!(Crossfire, "crossfire", env!("CROSSFIRE_VERSION"));
}

#[cfg(feature = "crossfire")]
pub mod crossfire_async {
    use crate::tasks::peer_of_tasks;
    use ::crossfire::mpsc::{bounded_async as bounded, Array};

    type Sender<T> = ::crossfire::MAsyncTx<Array<T>>;
    type Receiver<T> = ::crossfire::AsyncRx<Array<T>>;

    peer_of_tasks!(
        Crossfire,
        "crossfire-async",
        env!("CROSSFIRE_VERSION"),
        send,
        recv,
        Ok
    );

    fn sending(sender: Sender<u64>) -> impl Fn(u64) {
        let sender = ::crossfire::MTx::from(sender);
        move |message| sender.send(message).unwrap()
    }
}

#[cfg(feature = "kanal")]
pub mod kanal {
    use crate::threads::peer_of_threads;
    use ::kanal::{bounded, Receiver, Sender};

    peer_of_threads!(Kanal, "kanal", env!("KANAL_VERSION"));
}

#[cfg(feature = "kanal")]
pub mod kanal_async {
    use crate::tasks::peer_of_tasks;
    use ::kanal::{bounded_async as bounded, AsyncReceiver as Receiver, AsyncSender as Sender};

    peer_of_tasks!(Kanal, "kanal-async", env!("KANAL_VERSION"), send, recv, Ok);

    fn sending(sender: Sender<u64>) -> impl Fn(u64) {
        move |message| sender.as_sync().send(message).unwrap()
    }
}

#[cfg(feature = "flume")]
pub mod flume {
    use crate::threads::peer_of_threads;
    use ::flume::{bounded, Receiver, Sender};

    peer_of_threads!(Flume, "flume", env!("FLUME_VERSION"));
}

#[cfg(feature = "flume")]
pub mod flume_async {
    use crate::tasks::peer_of_tasks;
    use ::flume::{bounded, Receiver, Sender};

    peer_of_tasks!(
        Flume,
        "flume-async",
        env!("FLUME_VERSION"),
        send_async,
        recv_async,
        Ok
    );

    fn sending(sender: Sender<u64>) -> impl Fn(u64) {
        move |message| sender.send(message).unwrap()
    }
}
