//! The HTTP API, called as shops' pages, owners and desks call it.

mod calls;
mod cancel;
mod desk_acts;
mod desk_settings;
mod fuzz;
mod idempotency;
mod identity;
mod installation;
mod intake;
mod limits;
mod limits_calls;
mod limits_tickets;
mod limits_tokens;
mod live;
mod moving;
mod openapi;
mod origins;
mod pitch;
mod places;
mod promises;
mod published;
mod rating;
mod restart;
mod settings;
mod storage;
mod webhook;
