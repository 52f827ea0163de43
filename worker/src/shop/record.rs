//! What a shop is, read as one.

use crate::refusal::Refusal;
use crate::storage::Db;
use crate::zones;
use madoguchi_shared::faq::Faq;
use madoguchi_shared::id::Slug;
use madoguchi_shared::rules::{DeskHours, Rules};
use madoguchi_shared::settings::ShopSettings;
use madoguchi_shared::{Instant, zone};

/// All of a shop but its tickets.
pub struct Record {
    /// Its name in addresses.
    pub slug: Slug,
    /// The desk that answers for it.
    pub desk: Slug,
    /// The owner's token, hashed.
    pub token_hash: String,
    /// None until its owner has put them.
    pub settings: Option<ShopSettings>,
    /// Its questions and answers.
    pub faq: Faq,
    /// What its desk last told.
    pub hours: Option<DeskHours>,
}

impl Record {
    /// Reads it; none if the making was not finished.
    pub fn read(db: &Db) -> Result<Option<Self>, Refusal> {
        let (Some(slug), Some(desk), Some(token_hash)) = (db.get("slug")?, db.get("desk")?, db.get("token_hash")?) else {
            return Ok(None);
        };
        let (settings, faq, hours) = (db.document("settings")?, db.document("faq")?.unwrap_or_default(), db.get("hours")?);
        Ok(Some(Self { slug, desk, token_hash, settings, faq, hours }))
    }

    /// The settings, without which no shopper is served.
    pub fn settings(&self) -> Result<&ShopSettings, Refusal> {
        self.settings.as_ref().ok_or(Refusal::NotSetUp)
    }

    /// The rules that a draft is judged by, at `now`.
    pub fn rules(&self, now: Instant) -> Result<Rules, Refusal> {
        let settings = self.settings()?;
        let hours = self.hours.clone().map(|hours| DeskHours { zone: fresh(hours.zone, now), ..hours });
        Ok(Rules {
            country: settings.country.clone(),
            topics: settings.topics.clone(),
            consent_version: settings.privacy.version.clone(),
            shop_zone: zones::zone(&settings.zone, now).unwrap_or_else(|| zone::Zone::fixed(&settings.zone, 0)),
            same_day_cutoff: settings.order_policy.same_day_cutoff,
            urgent_minutes: settings.service.urgent_minutes,
            desk: hours,
        })
    }
}

/// The zone with the offset changes from now on: those that came with the
/// desk's calendar grow old.
fn fresh(told: zone::Zone, now: Instant) -> zone::Zone {
    zones::zone(&told.name, now).unwrap_or(told)
}
