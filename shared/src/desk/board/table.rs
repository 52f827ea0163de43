//! Parts of a board as tables for spreadsheets.

use super::{Answers, Board};
use crate::cells::{MARK, put};

/// A part of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "schema",
    derive(serde::Deserialize, schemars::JsonSchema),
    schemars(rename = "BoardTable"),
    serde(rename_all = "snake_case")
)]
pub enum Table {
    /// A record a shop.
    Shops,
    /// A record an hour of the day.
    Hours,
    /// A record a day.
    Days,
    /// A record a person.
    Operators,
}

impl Table {
    const ALL: [Self; 4] = [Self::Shops, Self::Hours, Self::Days, Self::Operators];

    /// The table of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shops => "shops",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Operators => "operators",
        }
    }

    /// What its columns are called, in Japanese and English.
    fn titles(self) -> &'static [(&'static str, &'static str)] {
        const REQUESTS: (&str, &str) = ("受付件数", "Requests");
        const IN_TIME: (&str, &str) = ("期限内応答", "Answered in time");
        const LATE: (&str, &str) = ("期限超過", "Late");
        const RATE: (&str, &str) = ("応答率（%）", "Answer rate (%)");
        match self {
            Self::Shops => &[("店舗ID", "Shop ID"), ("店舗名", "Shop"), REQUESTS, IN_TIME, LATE, RATE],
            Self::Hours => &[("時間帯", "Hour"), REQUESTS, IN_TIME, LATE, RATE],
            Self::Days => &[("日付", "Day"), REQUESTS, IN_TIME, LATE, RATE],
            Self::Operators => &[("担当者", "Operator"), ("架電数", "Calls"), ("通話数", "Reached"), ("完了件数", "Ended")],
        }
    }
}

/// The table as a file for spreadsheets: RFC 4180, UTF-8 with a mark. Rates are
/// percent with one decimal, and empty where there is nothing to divide by.
pub fn csv(board: &Board, table: Table, japanese: bool) -> String {
    let mut file = String::from(MARK);
    let titles: Vec<&str> = table.titles().iter().map(|(ja, en)| if japanese { *ja } else { *en }).collect();
    record(&mut file, &titles, &[]);
    match table {
        Table::Shops => {
            for own in &board.shops {
                record(&mut file, &[own.shop.as_str(), &own.name], &answers(&own.answers));
            }
        }
        Table::Hours => {
            for (hour, own) in board.hours.iter().enumerate() {
                let clock = [if hour < 10 { "0" } else { "" }, &hour.to_string(), ":00"].concat();
                record(&mut file, &[&clock], &answers(own));
            }
        }
        Table::Days => {
            for own in &board.days {
                record(&mut file, &[&own.day.to_string()], &answers(&own.answers));
            }
        }
        Table::Operators => {
            for own in &board.operators {
                let name = own.name.as_ref().map_or("", |name| name.as_str());
                record(&mut file, &[name], &[own.calls, own.reached, own.ended].map(|count| count.to_string()));
            }
        }
    }
    file
}

fn record(file: &mut String, first: &[&str], rest: &[String]) {
    let cells = first.iter().copied().chain(rest.iter().map(String::as_str));
    cells.enumerate().for_each(|(number, text)| put(file, number, text));
    file.push_str("\r\n");
}

fn answers(own: &Answers) -> [String; 4] {
    let percent = |rate: u32| [&*(rate / 10).to_string(), ".", &*(rate % 10).to_string()].concat();
    [own.requests.to_string(), own.in_time.to_string(), own.late.to_string(), own.rate.map(percent).unwrap_or_default()]
}
