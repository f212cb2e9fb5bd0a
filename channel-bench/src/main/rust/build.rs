// SPDX-License-Identifier: Apache-2.0
//! Gives the program the versions of the peers it is built with: cargo has just chosen them, and
//! written them into its lock file.

use std::fs;

fn main() {
    println!("cargo:rerun-if-changed=Cargo.lock");
    let lock = fs::read_to_string("Cargo.lock").expect("cargo writes it before it builds");
    for (name, variable) in [
        ("crossbeam-channel", "CROSSBEAM_VERSION"),
        ("tokio", "TOKIO_VERSION"),
        ("crossfire", "CROSSFIRE_VERSION"),
        ("kanal", "KANAL_VERSION"),
        ("flume", "FLUME_VERSION"),
    ] {
        println!("cargo:rustc-env={variable}={}", version(&lock, name));
    }
}

/// Finds the line after `name = "..."`, which is `version = "..."`.
fn version<'a>(lock: &'a str, name: &str) -> &'a str {
    let header = format!("name = \"{name}\"");
    lock.lines()
        .skip_while(|line| *line != header)
        .nth(1)
        .and_then(|line| line.split('"').nth(1))
        .unwrap_or("unknown")
}
