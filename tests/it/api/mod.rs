//! The HTTP API, called as shops' pages, owners and desks call it.

mod cancel;
mod desk_acts;
mod desk_settings;
mod fuzz;
mod idempotency;
mod identity;
mod installation;
mod intake;
mod limits;
mod live;
mod origins;
mod places;
mod published;
mod restart;
mod settings;
mod webhook;
