//! What the tests stand on: the stack, shops of one's own, a receiver of
//! webhooks, a browser.

pub mod alarms;
pub mod axe;
pub mod backend;
pub mod browser;
pub mod caller;
pub mod console;
pub mod deliveries;
pub mod driver;
pub mod engine;
pub mod hostile;
mod hostile_texts;
pub mod house;
pub mod objects;
pub mod person;
pub mod random;
pub mod raw;
pub mod receiver;
pub mod refusal;
pub mod requests;
pub mod routes;
pub mod rude;
pub mod run_folder;
pub mod samples;
pub mod screens;
pub mod services;
pub mod shop;
pub mod shots;
pub mod siteverify;
pub mod socket;
pub mod storage;
pub mod visitor;
pub mod wait;
pub mod wire;
