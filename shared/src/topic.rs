//! What a request is about: one table, from which all else derives.

use crate::fault::Code;
use serde::{Deserialize, Serialize};

/// Where in a purchase the question arises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// 商品前: before the order.
    Before,
    /// 注文後: after it.
    After,
    /// トラブル: something went wrong.
    Trouble,
    /// 手続き: a formality.
    Procedure,
    /// Any of them.
    Any,
}

impl Phase {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Before, Self::After, Self::Trouble, Self::Procedure, Self::Any];

    /// The name under which `www/texts/` calls it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Before => "phase.before",
            Self::After => "phase.after",
            Self::Trouble => "phase.trouble",
            Self::Procedure => "phase.procedure",
            Self::Any => "phase.any",
        }
    }
}

/// How reports count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 購入前相談.
    PrePurchase,
    /// 受注変更.
    OrderChange,
    /// 配送・在庫.
    DeliveryStock,
    /// 支払い.
    Payment,
    /// 返品・交換.
    ReturnExchange,
    /// 請求.
    Billing,
    /// 営業.
    Sales,
}

/// Which of the desk's two lines takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// Orders are taken and changed there.
    Order,
    /// Everything else.
    General,
}

/// When a topic is urgent by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pressing {
    /// It stops an order in flight or a sale today.
    Always,
    /// Only while today's parcels can still be stopped: before the shop's
    /// same-day cut-off.
    BeforeCutoff,
    /// It can wait.
    Never,
}

/// A thing that the desk can't work without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The order's number or, lacking that, its day with the name and the
    /// phone number or mail address that it was placed under.
    Order,
    /// Which product.
    Product,
    /// How many.
    Quantity,
    /// The day by which it is wanted.
    WantedDate,
    /// What is wrong.
    Symptom,
    /// What would make it right.
    Solution,
    /// Where it shall go.
    Address,
    /// The matter in the shopper's own words.
    Message,
    /// The question in the shopper's own words where the answer is written.
    /// On the phone the desk can ask back, by mail it would have nothing to
    /// answer.
    Question,
    /// A way to answer: a question, an offer or a remedy is for nothing if
    /// nobody can be told.
    Contact,
}

impl Fact {
    /// The draft's field at which its lack is told.
    pub fn path(self) -> &'static str {
        match self {
            Self::Order => "order_number",
            Self::Product => "product.name",
            Self::Quantity => "quantity",
            Self::WantedDate => "wanted_date",
            Self::Symptom => "symptom",
            Self::Solution => "solution",
            Self::Address => "address",
            Self::Message | Self::Question => "message",
            Self::Contact => "reply",
        }
    }
}

macro_rules! topics {
    ($($name:ident $slug:literal $phase:ident $category:ident $line:ident $pressing:ident [$($fact:ident)*] $gloss:literal;)*) => {
        /// A topic. Slugs are stable on the wire.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Topic {
            $(#[doc = $gloss] $name,)*
        }

        impl Topic {
            /// Every topic, in the table's order.
            pub const ALL: &[Topic] = &[$(Topic::$name),*];

            /// Its name on the wire.
            pub fn slug(self) -> &'static str {
                match self { $(Topic::$name => $slug,)* }
            }

            /// Its row.
            pub fn row(self) -> Row {
                match self {
                    $(Topic::$name => Row {
                        phase: Phase::$phase,
                        category: Category::$category,
                        line: Line::$line,
                        pressing: Pressing::$pressing,
                        needs: &[$(Fact::$fact),*],
                    },)*
                }
            }
        }
    };
}

/// What the table says of one topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its phase.
    pub phase: Phase,
    /// Its category in reports.
    pub category: Category,
    /// The line that takes it.
    pub line: Line,
    /// When it is urgent.
    pub pressing: Pressing,
    /// The facts without which it is refused.
    pub needs: &'static [Fact],
}

topics! {
    SizeFit            "size_fit"            Before    PrePurchase    General Never        [Product Question Contact] "サイズ";
    Compatibility      "compatibility"       Before    PrePurchase    General Never        [Product Question Contact] "互換性";
    Contents           "contents"            Before    PrePurchase    General Never        [Product Question Contact] "仕様・同梱物・成分";
    Coupon             "coupon"              Before    PrePurchase    General Never        [Question Contact] "クーポン";
    StockLeadTime      "stock_lead_time"     Before    DeliveryStock  General Never        [Product Contact] "在庫・納期";
    BulkOrder          "bulk_order"          Before    PrePurchase    Order   Always       [Product Quantity WantedDate Contact] "大口・法人";
    PhoneOrder         "phone_order"         Before    PrePurchase    Order   Never        [Product Quantity Contact] "電話で注文";
    PaymentMethod      "payment_method"      Before    Payment        General Never        [Question Contact] "支払い方法";
    Gift               "gift"                Before    PrePurchase    General Never        [Question Contact] "ギフト";
    OrderChange        "order_change"        After     OrderChange    Order   BeforeCutoff [Order Message] "注文変更";
    OrderCancel        "order_cancel"        After     OrderChange    Order   BeforeCutoff [Order] "キャンセル";
    DeliveryStatus     "delivery_status"     After     DeliveryStock  General Never        [Order Contact] "配送状況 (WISMO)";
    DeliveryDelay      "delivery_delay"      After     DeliveryStock  General Never        [Order Contact] "遅延";
    AddressChange      "address_change"      After     OrderChange    Order   BeforeCutoff [Order Address] "届け先変更";
    Redelivery         "redelivery"          After     DeliveryStock  General Never        [Order WantedDate] "再配達";
    Defect             "defect"              Trouble   ReturnExchange General Always       [Order Product Symptom Solution Contact] "初期不良";
    MissingItem        "missing_item"        Trouble   ReturnExchange General Always       [Order Symptom Solution Contact] "欠品";
    WrongItem          "wrong_item"          Trouble   ReturnExchange General Always       [Order Symptom Solution Contact] "誤配";
    PaymentError       "payment_error"       Trouble   Payment        Order   Always       [Symptom Contact] "決済エラー";
    DoubleOrder        "double_order"        Trouble   OrderChange    Order   Always       [Order Contact] "二重注文";
    Return             "return"              Procedure ReturnExchange General Never        [Order Product Contact] "返品";
    Exchange           "exchange"            Procedure ReturnExchange General Never        [Order Product Solution Contact] "交換";
    SubscriptionSkip   "subscription_skip"   Procedure OrderChange    Order   Never        [Order] "定期便を1回休む";
    SubscriptionCancel "subscription_cancel" Procedure OrderChange    Order   Never        [Order] "定期便の解約";
    Receipt            "receipt"             Procedure Billing        General Never        [Order] "領収書";
    Invoice            "invoice"             Procedure Billing        General Never        [Order] "請求書";
    Other              "other"               Any       PrePurchase    General Never        [Message] "その他";
    SalesPitch         "sales_pitch"         Any       Sales          General Never        [Message] "営業";
}

impl Topic {
    /// Reads a slug.
    pub fn parse(slug: &str) -> Result<Self, Code> {
        if slug.is_empty() {
            return Err(Code::Required);
        }
        Self::ALL.iter().copied().find(|topic| topic.slug() == slug).ok_or(Code::Unknown)
    }

    /// Whether this topic's request is refused without `fact`.
    pub fn needs(self, fact: Fact) -> bool {
        self.row().needs.contains(&fact)
    }

    /// Whether the shopper may have tried to put it right.
    pub fn tries(self) -> bool {
        matches!(self, Self::Defect | Self::PaymentError)
    }

    /// Whether it may be for a company.
    pub fn trades(self) -> bool {
        matches!(self, Self::BulkOrder | Self::Invoice)
    }

    /// Whether the shop's terms of orders answer it, or part of it.
    pub fn has_terms(self) -> bool {
        let row = self.row();
        row.line == Line::Order || matches!(row.category, Category::OrderChange | Category::ReturnExchange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_what_serde_writes_and_parse_reads() {
        for topic in Topic::ALL {
            assert_eq!(serde_json::to_value(topic).unwrap(), topic.slug());
            assert_eq!(Topic::parse(topic.slug()), Ok(*topic));
        }
        assert_eq!(Topic::ALL.len(), 28);
        assert_eq!(Topic::parse("SIZE_FIT"), Err(Code::Unknown));
        assert_eq!(Topic::parse(""), Err(Code::Required));
    }

    #[test]
    fn trouble_is_urgent_and_after_an_order_its_number_is_needed() {
        for topic in Topic::ALL {
            let row = topic.row();
            if row.phase == Phase::Trouble {
                assert_eq!(row.pressing, Pressing::Always, "{topic:?}");
            }
            if row.phase == Phase::After {
                assert!(topic.needs(Fact::Order), "{topic:?}");
            }
        }
    }

    /// What is asked without a way to answer, and what is answered in writing
    /// without a question, is of no use to a desk.
    #[test]
    fn word_may_be_left_only_where_the_desk_can_act_on_it() {
        for topic in Topic::ALL {
            let row = topic.row();
            let acted_on = topic.needs(Fact::Order) || topic.needs(Fact::Message);
            assert!(acted_on || topic.needs(Fact::Contact), "{topic:?}");
            assert!(row.phase != Phase::Before || topic.needs(Fact::Contact), "{topic:?}");
            assert!(!topic.needs(Fact::Question) || topic.needs(Fact::Contact), "{topic:?}");
            let said = [Fact::Order, Fact::Quantity, Fact::Symptom, Fact::Message, Fact::Question];
            assert!(said.into_iter().any(|fact| topic.needs(fact)) || *topic == Topic::StockLeadTime, "{topic:?}");
        }
    }
}
