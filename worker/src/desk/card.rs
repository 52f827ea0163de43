//! All that a caller needs of one ticket, on one card.

use super::{DeskObject, Who, calendar, deeds};
use crate::refusal::Refusal;
use crate::shop::Order;
use crate::storage::{Db, params};
use crate::{door, reply, timer};
use madoguchi_shared::Instant;
use madoguchi_shared::command::EventData;
use madoguchi_shared::desk::{Card, Past, Role, Row};
use madoguchi_shared::id::TicketId;
use madoguchi_shared::json;
use madoguchi_shared::ticket::{State, UNDO_SECONDS};
use serde::Deserialize;
use worker::{Request, Response};

/// Milliseconds that the shop has to say what is said on the phone.
const PATIENCE_MS: i64 = 2_000;

/// Answers with a ticket's card. Of a person who is forgotten there is none.
pub async fn serve(desk: &DeskObject, who: &Who, id: &TicketId, req: &Request) -> Result<Response, Refusal> {
    let (row, _) = find(&desk.db, id)?;
    let rest = ask_shop_for_the_rest(desk, &row, req).await.unwrap_or_default();
    // As it is by now.
    let (row, data) = find(&desk.db, id)?;
    let card = json::text(&of(&desk.db, who, row, data)?).ok_or(Refusal::Storage)?;
    let text = match (card.strip_suffix('}'), rest.strip_prefix('{')) {
        (Some(card), Some(rest)) if rest.len() > 1 => [card, ",", rest].concat(),
        _ => card,
    };
    reply::bytes_as_json(200, text.into_bytes())
}

/// The card of a ticket as `who` sees it, but for what only its shop knows.
pub fn of(db: &Db, who: &Who, row: Row, data: EventData) -> Result<Card, Refusal> {
    let (past, deeds) = (past(db, &row)?, deeds::of(db, &row.id)?);
    let undoable = deeds::undoable(db, &row.id, row.seq)?.filter(|last| last.person == who.id || who.role == Role::Lead);
    let undo_until = undoable.map(|last| Instant::from_unix(last.at + UNDO_SECONDS)).filter(|until| *until > door::now());
    Ok(Card { row, data, deeds, past, talk: None, undo_until, answer_link: None, do_not_contact: None })
}

fn find(db: &Db, id: &TicketId) -> Result<(Row, EventData), Refusal> {
    #[derive(Deserialize)]
    struct Stored {
        row: String,
        data: String,
    }
    let stored = db.row::<Stored>("SELECT row, data FROM tickets WHERE id = ?", params![id.as_str()])?.ok_or(Refusal::NotFound)?;
    let read: Option<(Row, EventData)> = json::read(stored.row.as_bytes()).zip(json::read(stored.data.as_bytes()));
    read.ok_or(Refusal::Storage).and_then(|read| if read.0.state == State::Erased { Err(Refusal::NotFound) } else { Ok(read) })
}

/// Other requests from the same phone, extension included, at the same shop, by
/// the index `tickets_number`.
fn past(db: &Db, row: &Row) -> Result<Vec<Past>, Refusal> {
    db.rows(
        "SELECT id, row ->> '$.created_at' AS created_at, row ->> '$.topic' AS topic, row ->> '$.state' AS state,
             data ->> '$.ticket.end.outcome' AS outcome
         FROM tickets WHERE shop = ?1 AND id <> ?2
             AND data ->> '$.ticket.intake.reply.phone' = (SELECT data ->> '$.ticket.intake.reply.phone' FROM tickets WHERE id = ?2)
         ORDER BY data ->> '$.ticket.created_at' DESC LIMIT 20",
        params![row.shop.as_str(), row.id.as_str()],
    )
}

/// What only the ticket's shop knows: what is said on the phone (`talk`),
/// the address by which its people answer (`answer_link`), and whether whoever
/// is to be answered asked not to be (`do_not_contact`). An object with these
/// members of a [`Card`], as it is sent; none where the shop can't be asked, for
/// the rest of the card is worth having.
async fn ask_shop_for_the_rest(desk: &DeskObject, row: &Row, req: &Request) -> Option<String> {
    let order = Order { desk: desk.slug().ok()?, base: door::own_origin(req).unwrap_or_default(), order: &row.id };
    let mut answer = timer::within(PATIENCE_MS, calendar::ask_shop(desk, &row.shop, "card", &order)).await?.ok()?;
    if answer.status_code() != 200 {
        return None;
    }
    let body = timer::within(PATIENCE_MS, answer.bytes()).await?.ok()?;
    String::from_utf8(body).ok().filter(|text| text.starts_with('{') && text.ends_with('}'))
}
