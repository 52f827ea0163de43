//! The panel and the desk's page in a real browser.

mod axe;
mod cancel;
mod challenge;
mod csp;
mod desk_door;
mod fits;
mod hosted;
mod hostile;
mod hostile_text;
mod ime;
mod keyboard;
mod known;
mod languages;
mod limited;
mod offline;
mod phone;
mod platforms;
mod quiet;
mod receipt;
mod robot;
mod shopper;
mod site;
mod told;
