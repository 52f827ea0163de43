//! The object's SQLite, with values instead of rows of JavaScript.

use crate::refusal::Refusal;
use js_sys::{Array, JSON, JsString};
use madoguchi_shared::json;
use madoguchi_shared::settings::{self, Document};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::ptr;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use worker::{SqlStorageValue, State};

#[wasm_bindgen]
extern "C" {
    type Transactions;
    /// Rolls back what the closure wrote if it throws.
    #[wasm_bindgen(method, structural, catch, js_name = transactionSync)]
    fn transaction_sync(this: &Transactions, closure: &mut dyn FnMut() -> Result<(), JsValue>) -> Result<JsValue, JsValue>;

    type Sql;
    #[wasm_bindgen(method, structural, catch, variadic)]
    fn exec(this: &Sql, statement: &JsString, params: Array) -> Result<Cursor, JsValue>;

    type Cursor;
    #[wasm_bindgen(method, structural, catch, js_name = toArray)]
    fn to_array(this: &Cursor) -> Result<JsValue, JsValue>;
}

/// One object's database.
pub struct Db {
    sql: Sql,
    /// The statements as JavaScript has them: to bring one across costs as much
    /// as to run it. By where it stands in the program.
    statements: RefCell<Vec<(&'static str, JsString)>>,
}

/// A row of `meta`.
#[derive(serde::Deserialize)]
struct Text {
    value: String,
}

const PUT: &str = "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2";
const PARTS: &str = "SELECT value FROM meta WHERE key = ?1 OR key > ?1 || '/' AND key < ?1 || '0' ORDER BY key";
/// The longest part of a text, in bytes: a row of the platform holds 2 MB
/// (Durable Objects, SQL storage limits).
const PART_MAX: usize = 1_000_000;

/// Shorthand for a statement's parameters.
macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$(worker::SqlStorageValue::from($value)),*] };
}
pub(crate) use params;

impl Db {
    /// The database of `state`'s object.
    pub fn new(state: &State) -> Self {
        Self { sql: state.storage().sql().as_ref().clone().unchecked_into(), statements: RefCell::default() }
    }

    /// Runs a statement.
    pub fn run(&self, sql: &'static str, params: Vec<SqlStorageValue>) -> Result<(), Refusal> {
        self.exec(sql, params).map(drop).map_err(failed)
    }

    /// All rows of a query.
    pub fn rows<T: DeserializeOwned>(&self, sql: &'static str, params: Vec<SqlStorageValue>) -> Result<Vec<T>, Refusal> {
        json::read(self.told(sql, params)?.as_bytes()).ok_or(Refusal::Storage)
    }

    /// All rows, as one text: a look at each field of each row would cross into
    /// JavaScript every time.
    fn told(&self, sql: &'static str, params: Vec<SqlStorageValue>) -> Result<String, Refusal> {
        let rows = self.exec(sql, params).and_then(|cursor| JSON::stringify(&cursor.to_array()?)).map_err(failed)?;
        Ok(rows.into())
    }

    fn exec(&self, sql: &'static str, params: Vec<SqlStorageValue>) -> Result<Cursor, JsValue> {
        let params = params.into_iter().map(JsValue::from).collect();
        if let Some((_, statement)) = self.statements.borrow().iter().find(|(known, _)| ptr::eq(*known, sql)) {
            return self.sql.exec(statement, params);
        }
        let statement = JsString::from(sql);
        let cursor = self.sql.exec(&statement, params);
        self.statements.borrow_mut().push((sql, statement));
        cursor
    }

    /// The first row of a query.
    pub fn row<T: DeserializeOwned>(&self, sql: &'static str, params: Vec<SqlStorageValue>) -> Result<Option<T>, Refusal> {
        json::first(self.told(sql, params)?.as_bytes()).ok_or(Refusal::Storage)
    }

    /// Whether this object was ever made. Looking writes nothing.
    pub fn is_made(&self) -> Result<bool, Refusal> {
        #[derive(serde::Deserialize)]
        struct Name {}
        Ok(self.row::<Name>("SELECT name FROM sqlite_master WHERE name = 'meta'", vec![])?.is_some())
    }

    /// Brings the tables to the newest version: each step of `steps` is run
    /// once, in order.
    pub fn migrate(&self, steps: &[&'static str]) -> Result<(), Refusal> {
        self.run("CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID", vec![])?;
        let done = self.get::<usize>("schema")?.unwrap_or(0);
        for (number, step) in steps.iter().enumerate().skip(done) {
            self.run(step, vec![])?;
            self.put("schema", &(number + 1))?;
        }
        Ok(())
    }

    /// A value that was put under a name.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Refusal> {
        Ok(self.text(key)?.and_then(|text| json::read(text.as_bytes())))
    }

    fn text(&self, key: &str) -> Result<Option<String>, Refusal> {
        let row = self.row::<Text>("SELECT value FROM meta WHERE key = ?", params![key])?;
        Ok(row.map(|row| row.value))
    }

    /// A document that was put under a name, in its newest version.
    pub fn document<T: Document>(&self, key: &str) -> Result<Option<T>, Refusal> {
        Ok(self.get(key)?.and_then(settings::stored))
    }

    /// A document that was put by [`Db::put_long`].
    pub fn long_document<T: Document>(&self, key: &str) -> Result<Option<T>, Refusal> {
        let parts: Vec<Text> = self.rows(PARTS, params![key])?;
        let whole: String = parts.into_iter().map(|part| part.value).collect();
        Ok(json::read(whole.as_bytes()).and_then(settings::stored))
    }

    /// Puts a text under a name that may be longer than a row: in parts, the
    /// first under the name itself, of ten at most. To be called within a
    /// [`transaction`].
    pub fn put_long(&self, key: &str, mut rest: &str) -> Result<(), Refusal> {
        self.run("DELETE FROM meta WHERE key > ?1 || '/' AND key < ?1 || '0'", params![key])?;
        let mut name = key.to_owned();
        for number in 1.. {
            let (part, more) = rest.split_at_checked(rest.floor_char_boundary(PART_MAX)).unwrap_or_default();
            self.run(PUT, params![name, part])?;
            if more.is_empty() {
                break;
            }
            rest = more;
            name = format!("{key}/{number}");
        }
        Ok(())
    }

    /// Puts a value under a name.
    pub fn put<T: Serialize>(&self, key: &str, value: &T) -> Result<(), Refusal> {
        self.put_text(key, json::text(value).ok_or(Refusal::Storage)?)
    }

    fn put_text(&self, key: &str, text: String) -> Result<(), Refusal> {
        self.run(PUT, params![key, text])
    }
}

/// Runs `work` as one transaction: all of its writes, or none.
pub fn transaction(state: &State, mut work: impl FnMut() -> Result<(), Refusal>) -> Result<(), Refusal> {
    transact(state, &mut work)
}

fn transact(state: &State, work: &mut dyn FnMut() -> Result<(), Refusal>) -> Result<(), Refusal> {
    let storage = state.storage();
    let storage: &Transactions = storage.as_raw().unchecked_ref();
    let mut refused = None;
    let outcome = storage.transaction_sync(&mut || {
        work().map_err(|refusal| {
            refused = Some(refusal);
            JsValue::from_str("rolled back")
        })
    });
    match (outcome, refused) {
        (_, Some(refusal)) => Err(refusal),
        (Ok(_), None) => Ok(()),
        (Err(error), None) => Err(failed(error)),
    }
}

fn failed(error: JsValue) -> Refusal {
    Refusal::from(worker::Error::from(error))
}
