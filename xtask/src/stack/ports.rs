//! Ports on this machine.

use anyhow::{Context, Result};
use std::net::{Ipv4Addr, TcpListener};

/// A port that no program listens on.
pub fn free() -> Result<u16> {
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(socket.local_addr()?.port())
}

/// Whether no program listens on this port.
pub fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}
