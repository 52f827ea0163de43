//! What can be done to a ticket, with all that belongs to it.

use super::{Actor, Attempt, Rating};
use crate::field::{Name, Paragraph};
use crate::instant::Instant;
use crate::intake::Choice;
use serde::{Deserialize, Serialize};

/// An act, as it stands on the wire: its name under `act`, and beside it what
/// it needs. A field that an act doesn't know is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// Move the call to another window. Shopper.
    Move {
        /// The window wished for.
        window: Choice,
    },
    /// Call it off. Shopper.
    Cancel {},
    /// Say how it went. Shopper, once, when it is done.
    Rate {
        /// How it went.
        rating: Rating,
    },
    /// Begin a call. Desk. It asks the shop's object before anything is
    /// dialled, so that no call begins after an acknowledged cancellation.
    StartCall {},
    /// A call was made. Desk. It need not have been started here.
    Attempt {
        /// What came of it.
        outcome: Outcome,
        /// What the next caller should know.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Paragraph>,
    },
    /// Call again at a time agreed on, within the desk's hours. Desk.
    CallAgain {
        /// The time.
        at: Instant,
    },
    /// Done. Desk, or the shop where it was handed to it. Said again of a
    /// closed ticket, it puts right what came of it.
    Close {
        /// What came of it.
        outcome: Closing,
        /// What was agreed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Paragraph>,
    },
    /// Hand it to the shop (取次). Desk.
    HandOver {
        /// What the shop is asked.
        note: Paragraph,
    },
    /// End it as not reached (不通) though tries are left. Desk.
    GiveUp {},
    /// Set it aside as a sales pitch (営業). Desk.
    SetAside {},
    /// Undo: a call that was not made after all, a sales pitch that is none,
    /// a hand-over too many. Desk; shop for what is set aside; clock for a
    /// call under way too long.
    PutBack {},
    /// Give it back to the desk, which calls with the answer. Shop.
    ReturnToDesk {
        /// The answer.
        note: Paragraph,
    },
    /// It is not ended after all. Desk. Its clock starts anew.
    Reopen {},
    /// Write something down. Desk, shop.
    Note {
        /// What.
        text: Paragraph,
    },
    /// Take back what the desk did last to it, within [`UNDO_SECONDS`] and if
    /// nothing has happened to it since. Desk: whoever did it, or a lead.
    Undo {},
    /// Forget the person in it. Shop (who asked its desk to), clock.
    Erase {},
}

/// For how long the desk may take back what it did last, in seconds.
pub const UNDO_SECONDS: i64 = 60;

impl Act {
    /// The name on the wire.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Move { .. } => "move",
            Self::Cancel {} => "cancel",
            Self::Rate { .. } => "rate",
            Self::StartCall {} => "start_call",
            Self::Attempt { .. } => "attempt",
            Self::CallAgain { .. } => "call_again",
            Self::Close { .. } => "close",
            Self::HandOver { .. } => "hand_over",
            Self::GiveUp {} => "give_up",
            Self::SetAside {} => "set_aside",
            Self::PutBack {} => "put_back",
            Self::ReturnToDesk { .. } => "return_to_desk",
            Self::Reopen {} => "reopen",
            Self::Note { .. } => "note",
            Self::Undo {} => "undo",
            Self::Erase {} => "erase",
        }
    }

    /// Whether the desk may take it back. A call that was started is put back
    /// instead, for the phone may ring; what was taken back is done again. A
    /// remark may be: on the wrong ticket it tells of somebody else.
    pub fn is_undoable(&self) -> bool {
        !matches!(self, Self::StartCall {} | Self::Undo {} | Self::Erase {})
    }

    /// Whether it answers what the desk handed over: all that the shop's people
    /// may do who hold that ticket's link. An owner may erase and put back, too.
    pub fn is_an_answer(&self) -> bool {
        matches!(self, Self::Close { .. } | Self::ReturnToDesk { .. } | Self::Note { .. })
    }
}

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 通話: the shopper was spoken to.
    Reached,
    /// 応答なし: it rang.
    NoAnswer,
    /// 話し中.
    Busy,
    /// 留守番電話: word was left.
    Voicemail,
    /// 番号違い: somebody else's number, or nobody's. It is not called again.
    WrongNumber,
}

/// What came of a ticket (対応結果).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// 解決: answered.
    Solved,
    /// メールで回答: the note is the answer, and is sent to the shopper as it
    /// stands. Only of a request that is to be answered by mail, at a shop
    /// that sends its shoppers mail.
    Answered,
    /// 受注: an order was taken.
    OrderTaken,
    /// 注文変更: an order was changed, its address included.
    OrderChanged,
    /// 注文取消: an order was cancelled.
    OrderCancelled,
    /// 返金.
    Refunded,
    /// 交換・再送: a replacement or a missing piece is on its way.
    Replaced,
    /// 店舗引継ぎ: the shop takes it from here, outside of this ticket.
    Forwarded,
    /// 重複: the same matter as another ticket.
    Duplicate,
    /// 営業: a sales pitch after all.
    SalesPitch,
    /// 対応不要: nothing was to be done.
    NoAction,
    /// 連絡停止: they don't want to be contacted any more. The number or address
    /// by which they were to be answered is put on the shop's list with it.
    DoNotContact,
}

/// A remark on a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// When it was written.
    pub at: Instant,
    /// On whose side.
    pub from: Actor,
    /// By whom, if they gave a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Name>,
    /// What was written.
    pub text: Paragraph,
}

/// A call under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Call {
    /// When it was started.
    pub since: Instant,
    /// By whom, if they gave a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Name>,
}

/// The last hand-over to the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Handover {
    /// When.
    pub at: Instant,
    /// By whom, if they gave a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Name>,
    /// What the shop was asked.
    pub note: Paragraph,
    /// The shop's own deadline; none where no desk is open at all.
    pub respond_by: Option<Instant>,
    /// The shop's answer, where it came back to the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Paragraph>,
}

/// How a ticket was first answered: by a call, whatever came of it, by a
/// hand-over to the shop, or by its end. By this it is judged whether the
/// promise was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FirstAnswer"))]
pub struct Answered {
    /// When: a call's beginning where that was said, else when it was recorded.
    pub at: Instant,
    /// The deadline that was promised then; none where no desk was open at all.
    pub due: Option<Instant>,
    /// The start of the window that the shopper had chosen, if they had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Instant>,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct End {
    /// When.
    pub at: Instant,
    /// By whom, if they gave a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Name>,
    /// What came of it, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Closing>,
    /// What was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Paragraph>,
}

/// As an attempt is shown to its shopper: no names, no notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tried {
    /// When.
    pub at: Instant,
    /// What came of it.
    pub outcome: Outcome,
}

impl From<&Attempt> for Tried {
    fn from(attempt: &Attempt) -> Self {
        Self { at: attempt.at, outcome: attempt.outcome }
    }
}
