//! What an operator does to a ticket: a command to the shop's object, which
//! alone decides.

use super::{DeskObject, Who, calendar, card, list, live};
use crate::refusal::Refusal;
use crate::shop::Order;
use crate::{door, reply};
use madoguchi_shared::api::BODY_MAX;
use madoguchi_shared::command::{Command, EventData};
use madoguchi_shared::id::TicketId;
use worker::{Request, Response};

/// Sends the command and takes the ticket as it is after. A refusal by the
/// shop's object is the operator's to see. Whoever has a name acts under it,
/// whatever the command says.
pub async fn act(desk: &DeskObject, who: &Who, id: &TicketId, req: &mut Request) -> Result<Response, Refusal> {
    // What is not on this desk's list is told before anything is read.
    let shop = list::shop_of(&desk.db, id)?;
    let mut command: Command = door::object(&desk.body(req, BODY_MAX).await?)?;
    if who.name.is_some() {
        command.by.clone_from(&who.name);
    }
    let base = door::own_origin(req).unwrap_or_default();
    let order = Order { desk: desk.slug()?, base, order: (id, command) };
    let mut answer = calendar::ask_shop(desk, &shop, "command", &order).await?;
    let body = answer.bytes().await?;
    if answer.status_code() != 200 {
        return reply::bytes_as_json(answer.status_code(), body);
    }
    let data: EventData = door::parse(&body)?;
    let list::Known { mut row, newer } = list::known(&desk.db, &data)?;
    if newer {
        list::put(&desk.db, &mut row, Some(&data))?;
        live::show(desk, &row);
    }
    reply::json(200, &card::of(&desk.db, row, data)?)
}
