//! Every call that the worker serves, in one table.
//!
//! What follows from who may call and from there being a body isn't repeated
//! for each call: [`Call::errors`] adds it.

use super::files::{BOARD_OUT, FAQ_IN, FAQ_OUT, File};
use super::schemas::Of;
use crate::Topic;
use crate::api::{Deliveries, DeliveryState, FaqStored, Health, NewShop, Replay, Replayed, Token, Trial, Windows, ZendeskAct};
use crate::command::Command;
use crate::day::Day;
use crate::desk::board::{Board, Table};
use crate::desk::{Card, ClaimDraft, FloodDraft, Handed, HandedList, Me, NewPerson, Page, Person, PersonMade, Row, SignIn};
use crate::do_not_contact::{DoNotContact, DoNotContactCount, DoNotContactDraft};
use crate::draft::Draft;
use crate::erasure::{Erasure, ErasureDraft};
use crate::events::Events;
use crate::faq::Faq;
use crate::id::{Key, Slug};
use crate::published::Published;
use crate::report::Report;
use crate::settings::{DeskSettings, Document, ShopSettings};
use crate::ticket::{MoveDraft, RatingDraft, Receipt, Status};
use serde_json::{Map, Value};

/// Who may call, and by what they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody.
    All,
    /// A page of the shop's origins, or a program that names none.
    Shopper,
    /// The same, with a receipt's token.
    Receipt,
    /// The shop's owner.
    Owner,
    /// Whoever holds the link of a ticket that was handed to the shop: a page of
    /// our own origin, or a program.
    Handed,
    /// An operator of the desk.
    Desk,
    /// The same, but a lead.
    Lead,
    /// A page of our own origin, with a session's cookie; else the token comes
    /// in the first frame.
    DeskSocket,
    /// Whoever wants to sign in, on a page of our own origin or by a program.
    SignIn,
    /// One of the shop's other tools, by the signature on what it sends.
    Tool,
    /// The holder of the installation's secret.
    Installation,
}

/// What an address or a head carries.
#[derive(Debug)]
pub struct Parameter {
    /// `query` or `header`.
    pub place: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Whether the call is refused without it.
    pub required: bool,
    /// What it is for.
    pub about: &'static str,
    /// Its type.
    pub of: Of,
}

/// What a call answers when it does as asked.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// What it says.
    pub about: &'static str,
    /// The body's type; none for an empty one.
    pub of: Option<Of>,
    /// Files that may stand in its place.
    pub(super) files: &'static [File],
    /// Headers of its own.
    pub headers: Vec<(&'static str, &'static str)>,
}

/// One call.
#[derive(Debug)]
pub struct Call {
    /// In lower case.
    pub method: &'static str,
    /// With parameters in braces.
    pub path: &'static str,
    /// Names it for generated clients; stable.
    pub id: &'static str,
    /// Who may call.
    pub who: Who,
    /// In one line.
    pub summary: &'static str,
    /// More, where there is more to say.
    pub about: &'static str,
    /// Besides those in the path.
    pub parameters: Vec<Parameter>,
    /// The body's type, and an example.
    pub body: Option<(Of, Option<&'static str>)>,
    /// Files that may stand in its place.
    pub(super) files: &'static [File],
    /// What it answers when it does as asked.
    pub answers: Vec<Answer>,
    /// The codes of refusals that don't follow from `who` and `body`.
    pub refuses: &'static [&'static str],
}

/// What an outside desk sends after a call in vain, of a ticket that nobody has
/// touched since it came.
const ATTEMPT: &str = r#"{
    "id": "3f0c1c1e-6b1e-4d8e-9c6e-2d8f3a5b7c9d",
    "seq": 1,
    "by": "佐藤",
    "act": "attempt",
    "outcome": "no_answer",
    "note": "留守番電話なし"
}"#;

/// A request such as a shopper sends.
pub(super) const DRAFT: &str = r#"{
    "topic": "defect",
    "name": "山田 花子",
    "reply": "phone",
    "phone": "０９０ー１２３４ー５６７８",
    "window": "asap",
    "order_number": "＃１０２４",
    "product": {"name": "リネンシャツ", "sku": "KM-SH-0412"},
    "symptom": "ボタンが取れています",
    "solution": "交換",
    "page": "https://shop.example/linen",
    "language": "ja",
    "consent": "2026-11-01"
}"#;

/// What a trigger of Zendesk's sends.
const ZENDESK_ACT: &str = r#"{
    "external_id": "madoguchi:my-shop:7K3M-9QXT-2HFA",
    "status": "solved",
    "ticket_id": "35436",
    "updated_at": "2026-11-24T06:05Z"
}"#;

/// How Zendesk is set up for it.
const ACTS_BACK: &str = "In Zendesk's Admin Center: make a webhook (connected to triggers; POST, JSON, no authentication) with this address, and put its signing secret into the channel's settings as `signing_secret`. Then two triggers, each for tickets with the tag `madoguchi` and with the action to notify that webhook.\n\n\
    Where the status has changed to Solved: `{\"external_id\": \"{{ticket.external_id}}\", \"status\": \"solved\", \"ticket_id\": \"{{ticket.id}}\", \"updated_at\": \"{{ticket.updated_at_with_timestamp}}\"}` closes the request as solved. \
    Where it has changed from Solved: the same with `\"status\": \"open\"` takes it up again.\n\n\
    What was done is on record under the name Zendesk, and told like any act of the desk's. A request that has ended here in another way stays as it is. 409 `stale`: it ended here after it was open there; 409 `ended`: its shopper called it off, or it was erased. Both are seen in the webhook's activity in Zendesk.\n\n\
    The channel of a Slack app has the same address as the app's Request URL (Interactivity): a press of a notice's button comes as Slack posts it (a form with `payload`, `X-Slack-Signature`), under the channel's `signing_secret`. Its answer is 200; what came of it, refusals too, is told in Slack.";

/// What an act of the desk may be refused for.
const ACTS: &[&str] = &[
    "key_reused",
    "stale",
    "invalid",
    "ended",
    "not_yours",
    "not_now",
    "calling",
    "no_call",
    "rated",
    "full",
    "claimed",
    "do_not_contact",
];

/// All calls.
pub fn calls() -> Vec<Call> {
    vec![
        get("/v1/shops/{shop}/widget", "getPanel", Who::Shopper, "What the panel needs: published settings, FAQ, words")
            .query("lang", false, "The wished language, such as `en`; the shop's own where it doesn't speak it.", Of::input::<String>())
            .header("If-None-Match", false, "The `ETag` of what is known already.", Of::input::<String>())
            .gives(200, "As published.", Some(Of::output::<Published>()))
            .with("ETag", "Changes with the answer.")
            .with("Cache-Control", "It may be a minute old.")
            .gives(304, "Nothing has changed.", None)
            .refuses(&["not_set_up"]),
        get("/v1/shops/{shop}/windows", "getWindows", Who::Shopper, "What can be promised for a topic right now")
            .query("topic", true, "What the request is about.", Of::input::<Topic>())
            .gives(200, "The windows that have a place. Nothing is kept free by asking.", Some(Of::output::<Windows>()))
            .refuses(&["not_set_up", "invalid"]),
        post("/v1/shops/{shop}/tickets", "createTicket", Who::Shopper, "Sends a request")
            .about("The 201 means that it is stored. The same key with the same bytes answers the same receipt again, with other bytes 409. A refusal binds no key: mend the draft and send it under the same one. A key serves for 48 hours at least, and until its ticket has ended.")
            .header("Idempotency-Key", true, "Names this request, so that sending it twice makes one ticket.", Of::input::<Key>())
            .takes(Of::input::<Draft>())
            .like(DRAFT)
            .gives(201, "Stored. The token opens the ticket.", Some(Of::output::<Receipt>()))
            .refuses(&["idempotency_key", "not_set_up", "key_reused", "erased", "invalid"]),
        get("/v1/shops/{shop}/tickets/{ticket}", "getTicket", Who::Receipt, "How a request stands")
            .gives(200, "As the shopper may see it.", Some(Of::output::<Status>()))
            .refuses(&["not_set_up"]),
        delete("/v1/shops/{shop}/tickets/{ticket}", "cancelTicket", Who::Receipt, "Calls a request off")
            .about("Once cancelled it stays so, and asking again answers the same.")
            .gives(200, "Cancelled.", Some(Of::output::<Status>()))
            .refuses(&["not_set_up", "ended", "not_now", "calling"]),
        patch("/v1/shops/{shop}/tickets/{ticket}", "moveTicket", Who::Receipt, "Moves a call to another window")
            .about("Its own place counts as free. Asking again for the window that it has answers the same.")
            .takes(Of::input::<MoveDraft>())
            .gives(200, "Moved, with another promise.", Some(Of::output::<Status>()))
            .refuses(&["not_set_up", "invalid", "ended", "not_now", "calling", "no_call"]),
        post("/v1/shops/{shop}/tickets/{ticket}/rating", "rateTicket", Who::Receipt, "Says how it went")
            .about("Once, when it is done; the same again answers the same.")
            .takes(Of::input::<RatingDraft>())
            .gives(200, "Noted.", Some(Of::output::<Status>()))
            .refuses(&["not_set_up", "invalid", "ended", "not_now", "rated"]),
        post("/v1/shops/{shop}/events", "countEvents", Who::Shopper, "Counts what was searched for, opened and solved")
            .about("By hour, entry, topic and product, of nobody in particular: added up, and nothing else kept. A panel tells it once it is closed or left. What isn't there is passed over, and so is what comes too often from one network. The body may be sent as `text/plain`, so that no browser has to ask first.")
            .takes(Of::input::<Events>())
            .gives(204, "Counted.", None)
            .refuses(&["not_set_up"]),
        get("/v1/shops/{shop}/settings", "getShopSettings", Who::Owner, "A shop's settings")
            .about("Secrets of channels are never among them.")
            .gives(200, "As stored.", Some(Of::written::<ShopSettings>()))
            .refuses(&["not_set_up"]),
        put("/v1/shops/{shop}/settings", "putShopSettings", Who::Owner, "Replaces a shop's settings")
            .about("As read, so written: where a channel's secret is left out, the one on file stays.")
            .takes_document::<ShopSettings>()
            .gives(200, "As stored.", Some(Of::written::<ShopSettings>()))
            .refuses(&["invalid"]),
        get("/v1/shops/{shop}/faq", "getFaq", Who::Owner, "A shop's questions and answers, as a file")
            .about("What is read here can be put again and changes nothing; but a `FAQPage` (schema.org), for the shop's own page, holds what shoppers see today in one language and only what has a place there.")
            .query("format", false, "`json`, `csv`, `md` or `jsonld`; without it as `Accept` says, else JSON.", Of::input::<String>())
            .query("lang", false, "Those in one language, such as `ja`.", Of::input::<String>())
            .gives(200, "As stored; none at first.", Some(Of::written::<Faq>()))
            .or_files(FAQ_OUT)
            .with("Content-Disposition", "A file's name, where it is not JSON.")
            .refuses(&["not_set_up", "invalid"]),
        put("/v1/shops/{shop}/faq", "putFaq", Who::Owner, "Replaces a shop's questions and answers by a file")
            .about("All of it is stored, or nothing; a fault tells its line in the file, and in a table its column. A file that names no language is of `lang`, else of the shop's first, and replaces that language's questions. A question without an id has that of the stored one with the same words, else one made of its words. A table may be in UTF-8, UTF-16 or Shift_JIS (Windows-31J), with `,`, `;` or tabs; of a page its `FAQPage` is taken. Panels have the new answers within a minute.")
            .query("lang", false, "Replaces the questions in this language only, such as `ja`.", Of::input::<String>())
            .query("check", false, "With `true` nothing is stored: the answer says what would be.", Of::input::<bool>())
            .takes_document::<Faq>()
            .or_takes(FAQ_IN)
            .gives(200, "Stored, or checked.", Some(Of::output::<FaqStored>()))
            .refuses(&["invalid"]),
        get("/v1/shops/{shop}/report", "getReport", Who::Owner, "What shoppers looked for, what helped, and what became of requests")
            .about("Whole days by the shop's clocks, 400 at most. What each figure means is said at it.")
            .query("from", true, "The first day.", Of::input::<Day>())
            .query("to", true, "The last day.", Of::input::<Day>())
            .gives(200, "The figures.", Some(Of::output::<Report>()))
            .refuses(&["not_set_up", "invalid"]),
        get("/v1/shops/{shop}/handed", "listHanded", Who::Owner, "What the desk has handed to the shop, by what is due first")
            .about("Each with the link by which the shop's people open just that ticket, and answer. It is valid as long as the ticket is handed to them; whoever has it can use it.")
            .gives(200, "What waits for the shop; what is due before `now` is late.", Some(Of::output::<HandedList>())),
        get("/v1/shops/{shop}/handed/{ticket}", "getHanded", Who::Handed, "A ticket that was handed to the shop")
            .query("lang", false, "The language of the notice's labels: `ja` or `en`; without it the shop's own.", Of::input::<String>())
            .gives(200, "As the shop's people see it.", Some(Of::output::<Handed>())),
        post("/v1/shops/{shop}/handed/{ticket}", "answerHanded", Who::Handed, "Answers a ticket that was handed to the shop")
            .about("Of all acts `return_to_desk` (the desk calls with the answer), `close` and `note` are taken. The command's id makes a repeat harmless, its sequence number makes a stale act refused. Once the ticket is no more handed to the shop its key opens nothing.")
            .takes(Of::input::<Command>())
            .gives(200, "Noted; the ticket is still handed to the shop.", Some(Of::output::<Handed>()))
            .gives(204, "Done: it is not handed to the shop any more.", None)
            .refuses(&["key_reused", "stale", "not_yours", "full"]),
        post("/v1/shops/{shop}/channels/{channel}/trial", "tryChannel", Who::Owner, "Send a test notice by a channel, at once")
            .about("It goes past the outbox, and says what came of it in words that an owner understands.")
            .query("lang", false, "The language of what to do: `ja`, else English; the shop's first if absent.", Of::input::<String>())
            .gives(200, "What came of it.", Some(Of::output::<Trial>()))
            .refuses(&["not_set_up"]),
        get("/v1/shops/{shop}/deliveries", "listDeliveries", Who::Owner, "How channels do, and deliveries with their tries")
            .about("Without a state or an id those that have not arrived: pending ones and dead letters.")
            .query("state", false, "Those in one state.", Of::input::<DeliveryState>())
            .query("channel", false, "Those to one channel.", Of::input::<String>())
            .query("id", false, "Those of one event, whatever their state, with all that is kept of each answer.", Of::input::<String>())
            .query("before", false, "Those whose `n` is less: the next page.", Of::input::<u32>())
            .query("lang", false, "The language of what to do: `ja`, else English; the shop's first if absent.", Of::input::<String>())
            .gives(200, "The newest fifty, newest first.", Some(Of::output::<Deliveries>()))
            .refuses(&["invalid"]),
        post("/v1/shops/{shop}/deliveries/{event}/replay", "replayDelivery", Who::Owner, "Sends an event's dead letters again")
            .about("Under the id that they had, on a fresh schedule. Other dead letters of its ticket come along, so that events stay in order. A channel that is off gets one try, which decides whether it is on again.")
            .query("channel", false, "On this channel only.", Of::input::<String>())
            .gives(200, "They are on their way.", Some(Of::output::<Replayed>())),
        post("/v1/shops/{shop}/deliveries/replay", "replayDeliveries", Who::Owner, "Sends all dead letters again")
            .about("As for one; also without any dead letters the channels that are off are tried again.")
            .takes(Of::input::<Replay>())
            .gives(200, "They are on their way.", Some(Of::output::<Replayed>())),
        post("/v1/shops/{shop}/erasures", "erasePerson", Who::Owner, "Forgets a person: erases all tickets that are theirs")
            .about("Theirs is what holds their phone number or their mail address: as the way to answer, as what an order was placed with, or as what the shop has said of them; ended or not, and even while a call is under way. What stands in free text only isn't found. Every channel that may hold a copy gets `ticket.erased`. Asked again, it finds nothing new.")
            .takes(Of::input::<ErasureDraft>())
            .gives(202, "The record. Tickets beyond the first fifty, or found later, are erased within minutes.", Some(Of::output::<Erasure>()))
            .refuses(&["not_set_up", "invalid"]),
        get("/v1/shops/{shop}/erasures", "listErasures", Who::Owner, "Records of erasures").gives(
            200,
            "The newest hundred, newest first.",
            Some(Of::output::<Vec<Erasure>>()),
        ),
        get("/v1/shops/{shop}/erasures/{erasure}", "getErasure", Who::Owner, "The record of an erasure").gives(
            200,
            "How far it has come. It is done when every channel has confirmed.",
            Some(Of::output::<Erasure>()),
        ),
        post("/v1/shops/{shop}/do-not-contact", "listDoNotContact", Who::Owner, "Puts a number or address on the list of those who asked not to be contacted")
            .about("From then on no call to that number begins, and no request for an answer by it is taken: its form is told so at the field (`do_not_contact`). Only a keyed hash is kept, so that the list can't be read, and outlives the erasure of a person. Asked again, it answers since when. The desk adds whoever says so, by closing their ticket as `do_not_contact`.")
            .takes(Of::input::<DoNotContactDraft>())
            .gives(200, "On the list.", Some(Of::output::<DoNotContact>()))
            .refuses(&["not_set_up", "invalid", "full"]),
        delete("/v1/shops/{shop}/do-not-contact", "unlistDoNotContact", Who::Owner, "Takes a number or address off that list")
            .about("Where the number alone is listed, each extension behind it stays so.")
            .takes(Of::input::<DoNotContactDraft>())
            .gives(200, "Off the list, now or before.", Some(Of::output::<DoNotContact>()))
            .refuses(&["not_set_up", "invalid"]),
        get("/v1/shops/{shop}/do-not-contact", "countDoNotContact", Who::Owner, "How many asked not to be contacted").gives(
            200,
            "The number of entries; who they are can't be read back.",
            Some(Of::output::<DoNotContactCount>()),
        ),
        post("/v1/shops/{shop}/channels/{channel}/acts", "hearTool", Who::Tool, "Brings back what was done to a ticket in Zendesk or Slack")
            .about(ACTS_BACK)
            .header("X-Zendesk-Webhook-Signature-Timestamp", true, "When it was signed, in RFC 3339: five minutes ago at most.", Of::input::<String>())
            .header("X-Zendesk-Webhook-Invocation-Id", false, "The same where Zendesk sends it again.", Of::input::<String>())
            .takes(Of::input::<ZendeskAct>())
            .like(ZENDESK_ACT)
            .gives(204, "Done, or there was nothing to do: a repeat, an echo of what was done here, a ticket that is none of ours.", None)
            .gives(200, "A press in Slack, done or not.", None)
            .refuses(&["stale", "ended", "not_now"]),
        get("/v1/desks/{desk}/settings", "getDeskSettings", Who::Lead, "A desk's calendar, capacity and allotments")
            .gives(200, "As stored.", Some(Of::written::<DeskSettings>()))
            .refuses(&["not_set_up"]),
        put("/v1/desks/{desk}/settings", "putDeskSettings", Who::Lead, "Replaces a desk's calendar, capacity and allotments")
            .about("The shops that it touches hear of it before the answer, or soon after.")
            .takes_document::<DeskSettings>()
            .gives(200, "As stored.", Some(Of::written::<DeskSettings>()))
            .refuses(&["invalid"]),
        post("/v1/desks/{desk}/session", "signIn", Who::SignIn, "Signs somebody in at the console")
            .about("By their personal access token, or the desk's own. A session ends after 12 hours; after 2 in which nothing was asked for and no live line of it was open; by signing out; with the token that opened it.")
            .takes(Of::input::<SignIn>())
            .gives(200, "Signed in.", Some(Of::output::<Me>()))
            .with("Set-Cookie", "The session, out of scripts' reach."),
        get("/v1/desks/{desk}/session", "whoAmI", Who::Desk, "Who is signed in, or whose token it is").gives(
            200,
            "The holder of the desk's own token has the id `desk` and the role of a lead.",
            Some(Of::output::<Me>()),
        ),
        delete("/v1/desks/{desk}/session", "signOut", Who::Desk, "Signs out")
            .about("Live lines that the session opened are closed. A token isn't touched.")
            .gives(204, "Signed out.", None),
        get("/v1/desks/{desk}/people", "listPeople", Who::Desk, "Who works at the desk: whom a ticket can be handed to").gives(
            200,
            "Those whose tokens were not revoked.",
            Some(Of::output::<Vec<Person>>()),
        ),
        get("/v1/desks/{desk}/tokens", "listTokens", Who::Lead, "The desk's people, with when they were last here").gives(
            200,
            "All on record; those whose tokens were revoked last.",
            Some(Of::output::<Vec<Person>>()),
        ),
        post("/v1/desks/{desk}/tokens", "makeToken", Who::Lead, "Makes a personal access token for somebody")
            .about("A desk has 500 people at most; no two of them who can sign in have one name.")
            .takes(Of::input::<NewPerson>())
            .gives(201, "Made. The token is shown this once.", Some(Of::output::<PersonMade>()))
            .refuses(&["invalid", "full"]),
        delete("/v1/desks/{desk}/tokens/{person}", "revokeToken", Who::Lead, "Revokes somebody's token")
            .about("From that moment it opens nothing, sessions that it opened are over, and its live lines are closed.")
            .gives(204, "Revoked, now or before.", None),
        post("/v1/desks/{desk}/flood", "controlFlood", Who::Lead, "Stops calls for now, or gives a shop more or fewer places")
            .about("What is absent stays as it is; `paused` replaces what was paused, `{}` takes all of it back. The shops hear of it before the answer, or soon after. From then on no call is promised that is paused: a request for one is refused with the fault `paused`. What was promised before stays promised.")
            .takes(Of::input::<FloodDraft>())
            .gives(200, "The settings as they are now.", Some(Of::written::<DeskSettings>()))
            .refuses(&["not_set_up", "invalid"]),
        get("/v1/desks/{desk}/tickets", "listTickets", Who::Desk, "The desk's list, page by page, or what has changed in it")
            .about("What waits for the desk, urgent first, then by what is due; what waits elsewhere (handed to the shop, set aside); the 200 that ended last. With `since` it is every row whose version is higher instead, erased ones too, in the order of versions; where that would be more than 1,000 it is the first page, and `whole` says so.")
            .query("after", false, "`next` of the page before.", Of::input::<String>())
            .query("limit", false, "Rows of a page: 1 to 500, else 100.", Of::input::<u32>())
            .query("since", false, "The version of the list that is known.", Of::input::<u64>())
            .gives(200, "The rows.", Some(Of::output::<Page>()))
            .refuses(&["invalid"]),
        get("/v1/desks/{desk}/tickets/{ticket}", "getCard", Who::Desk, "All that a caller needs of one ticket")
            .gives(200, "As the desk knows it; what is said on the phone, if the shop can be asked.", Some(Of::output::<Card>())),
        post("/v1/desks/{desk}/tickets/{ticket}/claim", "claimTicket", Who::Desk, "Takes a ticket, or hands it over")
            .about("`{}` takes it for whoever asks; who has it already has it for longer. With `to` it is handed over, with a note, by whoever has it or a lead, who may take it over that way. After the desk's `claim_minutes` without anything done to it, it waits for everybody again; a call under way keeps it. What ends, is handed to the shop or set aside is nobody's any more. An act takes what is free; what another has taken is refused, but for a program with the desk's own token.")
            .takes(Of::input::<ClaimDraft>())
            .gives(200, "Taken.", Some(Of::output::<Row>()))
            .refuses(&["invalid", "claimed", "not_yours", "ended", "not_now"]),
        delete("/v1/desks/{desk}/tickets/{ticket}/claim", "releaseTicket", Who::Desk, "Lets a ticket go")
            .about("One's own; a lead lets go of anybody's. Not while a call is under way.")
            .gives(200, "It waits for everybody; also if it did before.", Some(Of::output::<Row>()))
            .refuses(&["claimed", "calling"]),
        post("/v1/desks/{desk}/tickets/{ticket}/attempts", "actOnTicket", Who::Desk, "Does something to a ticket")
            .about("The command's id makes a repeat harmless; its sequence number, the one that the operator saw, makes a stale act refused. `undo` takes back what the desk did last, within a minute and if nothing has happened since: by whoever did it, or a lead; not the start of a call, which is put back. A desk outside calls it with its own token for what was done there: take `seq` from the event that told of the ticket, and make an `id` of what was done, so that sending it again does nothing.")
            .takes(Of::input::<Command>())
            .like(ATTEMPT)
            .gives(200, "Done; the ticket as it is now.", Some(Of::output::<Card>()))
            .refuses(ACTS),
        patch("/v1/desks/{desk}/tickets/{ticket}", "changeTicket", Who::Desk, "Does something to a ticket")
            .about("The same as the post to its attempts.")
            .takes(Of::input::<Command>())
            .gives(200, "Done; the ticket as it is now.", Some(Of::output::<Card>()))
            .refuses(ACTS),
        get("/v1/desks/{desk}/live", "openLiveLine", Who::DeskSocket, "The desk's list, live: a WebSocket")
            .about("Where a page of our own origin opens it with a session's cookie, it hears at once; else the first frame shows a token, the desk's or somebody's: `{\"token\": \"…\"}`. What opens nothing closes the socket with 4401, and so does, at once, what ends the token or session that opened it; one that never shows any makes room for others. Then it hears `{\"type\": \"hello\", \"version\"}` and at each change `{\"type\": \"row\", \"row\"}`, a row as on the list, and `{\"type\": \"settings\"}` when the desk's settings have changed. `ping` is answered by `pong`.")
            .gives(101, "The socket is open.", None)
            .refuses(&["upgrade_required"]),
        get("/v1/desks/{desk}/board", "getBoard", Who::Desk, "What waits, and how well promises were kept: for the desk's lead")
            .about("Whole days by the desk's clocks, 92 at most. What each figure means is said at it. With `as=csv`, with `table` or where `text/csv` is accepted rather than JSON, one part of it comes as a table for spreadsheets, its headings in the desk's language.")
            .query("from", false, "The first day; today where it isn't named.", Of::input::<Day>())
            .query("to", false, "The last day; today where it isn't named.", Of::input::<Day>())
            .query("shop", false, "Of this shop alone.", Of::input::<Slug>())
            .query("as", false, "`csv`: as a table.", Of::input::<String>())
            .query("table", false, "Which table; the shops where it isn't named.", Of::input::<Table>())
            .gives(200, "The figures.", Some(Of::output::<Board>()))
            .or_files(BOARD_OUT)
            .with("Content-Disposition", "A file's name, where it is not JSON.")
            .refuses(&["forbidden", "not_set_up", "invalid"]),
        put("/v1/shops/{shop}", "makeShop", Who::Installation, "Makes a shop, or gives it a new token and desk")
            .takes(Of::input::<NewShop>())
            .gives(201, "Made. The token is shown this once.", Some(Of::output::<Token>()))
            .gives(200, "It existed; the token before is void.", Some(Of::output::<Token>()))
            .refuses(&["invalid"]),
        put("/v1/desks/{desk}", "makeDesk", Who::Installation, "Makes a desk, or gives it a new token")
            .about("The body is an object in which nothing needs to be said.")
            .takes(Of::input::<Map<String, Value>>())
            .gives(201, "Made. The token is shown this once.", Some(Of::output::<Token>()))
            .gives(200, "It existed; the token before is void.", Some(Of::output::<Token>())),
        get("/healthz", "getHealth", Who::All, "Whether the worker is well").gives(200, "It is.", Some(Of::output::<Health>())),
        get("/openapi.json", "getOpenApi", Who::All, "This document").gives(
            200,
            "OpenAPI 3.1.",
            Some(Of::output::<Map<String, Value>>()),
        ),
    ]
}

impl Call {
    /// The codes of all refusals: its own, and those that follow from who may
    /// call and from there being a body.
    pub fn errors(&self) -> Vec<&'static str> {
        let by_who: &[&str] = match self.who {
            Who::All => &[],
            Who::Shopper => &["foreign_origin", "not_found", "too_many", "storage"],
            Who::Receipt | Who::Handed => &["unauthorized", "foreign_origin", "not_found", "too_many", "storage"],
            Who::Owner | Who::Tool | Who::Installation => &["unauthorized", "not_found", "too_many", "storage"],
            // A page that reads is not asked where it is from.
            Who::Desk if self.method == "get" => &["unauthorized", "not_found", "too_many", "storage"],
            Who::Desk | Who::SignIn => &["unauthorized", "foreign_origin", "not_found", "too_many", "storage"],
            Who::Lead if self.method == "get" => &["unauthorized", "forbidden", "not_found", "too_many", "storage"],
            Who::Lead => &["unauthorized", "foreign_origin", "forbidden", "not_found", "too_many", "storage"],
            Who::DeskSocket => &["foreign_origin", "not_found", "too_many", "storage"],
        };
        let by_body: &[&str] = if self.body.is_some() { &["unreadable", "too_large", "wrong_type"] } else { &[] };
        [by_who, by_body, self.refuses].concat()
    }

    fn about(mut self, about: &'static str) -> Self {
        self.about = about;
        self
    }

    fn query(self, name: &'static str, required: bool, about: &'static str, of: Of) -> Self {
        self.parameter(Parameter { place: "query", name, required, about, of })
    }

    fn header(self, name: &'static str, required: bool, about: &'static str, of: Of) -> Self {
        self.parameter(Parameter { place: "header", name, required, about, of })
    }

    fn parameter(mut self, parameter: Parameter) -> Self {
        self.parameters.push(parameter);
        self
    }

    fn takes(mut self, of: Of) -> Self {
        self.body = Some((of, None));
        self
    }

    /// An example of the body.
    fn like(mut self, example: &'static str) -> Self {
        self.body = self.body.map(|(of, _)| (of, Some(example)));
        self
    }

    fn takes_document<T: Document + schemars::JsonSchema>(mut self) -> Self {
        self.body = Some((Of::document::<T>(), Some(T::SPECIMEN)));
        self
    }

    fn or_takes(mut self, files: &'static [File]) -> Self {
        self.files = files;
        self
    }

    fn gives(mut self, status: u16, about: &'static str, of: Option<Of>) -> Self {
        self.answers.push(Answer { status, about, of, files: &[], headers: vec![] });
        self
    }

    /// Files in place of the answer named last.
    fn or_files(mut self, files: &'static [File]) -> Self {
        self.answers.iter_mut().rev().take(1).for_each(|answer| answer.files = files);
        self
    }

    /// A header of the answer named last.
    fn with(mut self, name: &'static str, about: &'static str) -> Self {
        self.answers.iter_mut().rev().take(1).for_each(|answer| answer.headers.push((name, about)));
        self
    }

    fn refuses(mut self, codes: &'static [&'static str]) -> Self {
        self.refuses = codes;
        self
    }
}

fn call(method: &'static str, path: &'static str, id: &'static str, who: Who, summary: &'static str) -> Call {
    Call { method, path, id, who, summary, about: "", parameters: vec![], body: None, files: &[], answers: vec![], refuses: &[] }
}

fn get(path: &'static str, id: &'static str, who: Who, summary: &'static str) -> Call {
    call("get", path, id, who, summary)
}

fn put(path: &'static str, id: &'static str, who: Who, summary: &'static str) -> Call {
    call("put", path, id, who, summary)
}

fn patch(path: &'static str, id: &'static str, who: Who, summary: &'static str) -> Call {
    call("patch", path, id, who, summary)
}

fn post(path: &'static str, id: &'static str, who: Who, summary: &'static str) -> Call {
    call("post", path, id, who, summary)
}

fn delete(path: &'static str, id: &'static str, who: Who, summary: &'static str) -> Call {
    call("delete", path, id, who, summary)
}
