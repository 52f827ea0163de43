//! The wordings by which a pitch is known, and those that speak against it.
//!
//! Written as people write; [`plain`](super::plain) brings text and table to
//! one form (頂, 御 and 致 count as kana; katakana as hiragana).

use super::Kind::{self, Addressee, Approach, Campaign, Declared, Honest, Meeting, Offer, Opening, Promise, Robot, Signature, Trade};
use serde::{Deserialize, Serialize};

macro_rules! signs {
    ($($name:ident $kind:ident $points:literal $gloss:literal $($phrases:literal)*;)*) => {
        /// What a sign was. Names are stable on the wire.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PitchSign"))]
        #[serde(rename_all = "snake_case")]
        pub enum Sign {
            $(#[doc = $gloss] $name,)*
        }

        impl Sign {
            /// What it weighs within its kind.
            pub const fn points(self) -> u8 {
                match self { $(Sign::$name => $points,)* }
            }
        }

        /// All signs by wording; those by facts have no phrases.
        pub(super) const ROWS: &[(Sign, Kind, &str)] = &[$((Sign::$name, $kind, concat!($($phrases, "|"),*)),)*];
    };
}

/// What somebody asks *us* to do, or got from us: no offer of theirs.
pub(super) const RECEIVED: &str = "サンプルをお送りいただ|サンプルをお送りくださ|サンプルをお送り下さ|カタログをお送りいただ|カタログをお送りくださ|カタログをお送り下さ|\
    掲載料は一切|掲載料はかか|掲載料はいただ|掲載料無料|掲載費は一切|掲載費はかか|掲載費用は一切|掲載費用はかか|掲載費用はいただ|\
    ご協賛いただいた|ご協賛いただき|ご提案いただ|ご提案くださ|ご提案下さ|提案していただ|提案して下さ|提案してくださ|提案書|提案依頼|\
    ご案内いただ|ご案内くださ|ご案内下さ|ご紹介いただ|ご紹介くださ|ご紹介下さ|ご支援いただ|サポートいただ|ご対応いただ|\
    ご案内の通り|ご案内のとおり|をご案内していただ|代行してもら|代行していただ|ご提供いただ|ご提供くださ|提供していただ|お手伝いいただ|\
    would you help|could you help|can you help|please help";

/// With these an interview is sold, not asked for.
pub(super) const PAID: &str =
    "掲載料|掲載費用として|掲載費用は|掲載プラン|取材費|制作費|協賛金|協賛費|有料|費用をご負担|ご負担いただ|advertorial|sponsored";

/// What customers do humbly, without its お or ご.
pub(super) const CUSTOMERS_DO: &str = "願い|ねがい|世話|待ち|連絡|報告|支払|返し|返送|返品|返事|返信|尋ね|聞き|伺い|手数|話し|知らせ|邪魔|詫び|注文|購入|相談|依頼|断り|質問|利用|入金|振込|送金|確認|承知|了承|迷惑|心配|電話|検討|愛用|使用|会い|見せ|持ち|借り|送り|挨拶|遠慮|無沙汰|問い合|問合|察し|応募|礼|馳走|予約|期待|送付";

signs! {
    // Opening: who writes, and that we don't know each other.
    ColdContact Opening 2 "突然のご連絡: writes out of the blue."
        "突然のご連絡|突然の連絡|突然のメール|突然のお問い合わせ|突然のお問合せ|突然のご案内|突然のお願い|突然のお便り|突然ご連絡|突然で恐縮|突然にて|突然失礼|"
        "突然恐れ入|突然のことで|突然申し訳|突然すみません|突然メール|急なご連絡失礼|不躾なご連絡|初めてご連絡|はじめてご連絡|初めてのご連絡|初めてメール|"
        "初めてお便り|お問い合わせフォームより失礼|フォームから失礼|フォームより失礼|フォームからのご連絡|フォームよりご連絡|"
        "reaching out|hope this email finds|hope this message finds|hope this finds|hope you are doing well|hope youre doing well|hope you are well|"
        "came across your|came across you|stumbled upon|stumbled across|i noticed your|i noticed that your|i was browsing your|found your website|found your site|"
        "visited your website|was on your website|looking at your website|reviewing your website";
    SawYourSite Opening 1 "HPを拝見: has looked at the site and writes because of it."
        "ホームページを拝見|HPを拝見|HPなどを拝見|サイトを拝見|ページを拝見|ショップを拝見|ストアを拝見|SNSを拝見|事業内容を拝見|取り組みを拝見|拝見しご連絡|拝見しまして|"
        "拝見し連絡|拝見させていただき|拝見いたしまして|を拝見し";
    CompanySpeaks Opening 1 "弊社は: a company speaks of itself."
        "弊社は|弊社では|弊社が|弊社も|弊社の|弊社で|弊社に|弊社サービス|弊社にて|弊社より|弊社から|当社は|当社では|当社の|小社|私どもは|私共は|"
        "株式会社|有限会社|合同会社|our company|our agency|our firm|our team|we are a|i represent|i work for|i work with|on behalf of";

    // Offer: what only a seller says to a shop.
    Proposes Offer 2 "ご提案: proposes."
        "ご提案|提案させて|ご案内させて|ご案内をさせ|ご紹介させて|ご紹介をさせ|ご説明させて|ご説明をさせ|説明させてい|ご案内可能|ご案内でき|ご提案でき|ご提供させて|ご案内申し上げ|ご案内差し上げ|"
        "のご案内です|のご案内でございます|のご紹介です|サービスをご紹介|サービスのご紹介|サービスのご案内|ご案内にてご連絡|ご案内でご連絡|提案が可能|ご紹介が可能|ご紹介可能|"
        "ご説明の機会|ご説明のお時間|会社案内をさせ|ご説明できれば|ご紹介できれば|ご紹介できます|ご案内したく|ご提案したく|ご紹介したく|"
        "would like to offer|like to propose|business proposal|partnership proposal|proposal for your|happy to send a proposal|allow me to introduce|"
        "let me introduce|introduce our|want to introduce|would love to show|like to show you|id love to show|we would be happy to help|can help you|we can help|help your|we help|i help";
    Cooperates Offer 2 "協業: wants to cooperate, ally or be an agent."
        "協業|業務提携|資本提携|資本業務|事業提携|アライアンス|ビジネスパートナー|開発パートナー|パートナー企業|パートナー様|パートナー契約|販売パートナー|代理店募集|"
        "代理店を募集|取次店|紹介パートナー|下請け|外部パートナー|ご一緒させて|ご一緒でき|ご協賛|協賛いただけ|協賛のお願い|出展のご|出展募集|出店のご|出店しませんか|"
        "collaborat*|partner with you|partnership with|strategic partner*|business partner*|joint venture|sponsor* opportunit*|become a reseller|white label";
    Provides Offer 2 "ご支援しております: says what it provides to companies."
        "ご支援をし|ご支援し|ご支援いた|ご支援を行|ご支援可能|ご支援でき|ご支援が可能|ご支援させて|支援を行|支援しており|支援してお|支援いたし|支援する企業|支援する会社|支援サービス|"
        "サービスを提供|サービスをご提供|サービスを展開|サービスを運営|サービスを行|ご提供しており|ご提供いたし|ご提供してい|ご提供が可能|ご提供可能|提供いたしており|"
        "提供しており|提供してい|提供する|代行サービス|代行いたし|代行しており|を代行|代行会社|ワンストップ|一気通貫|一貫してサポート|トータルサポート|"
        "サポートいたします|サポートしており|サポートさせていただ|サポートする|お手伝いをさせ|お手伝いさせ|お手伝いでき|お手伝いいたし|お手伝いをして|伴走|"
        "手がけており|手掛けており|得意としており|強みとしており|に特化した|を専門とし|を専門に|承ります|承っております|お引き受け|請け負い|請負|お任せくだ|お任せ下さ|お任せいただ|全国対応|ご紹介しております|ご紹介してお|ご紹介いたし|ご提案いたし|ご用意しており|の製造をして|の販売をして|を製造して|仲介会社|専門会社|サービスです|サービスとなり|を運営しており|を営んでおり|でやります|自動化でき|丸投げ|まるごと|作成いたします|制作いたします|制作しています|制作しております|作成しています|代行します|代行し|構築します|"
        "we provide|we offer|we specialize|we specialise|we are specialized|we are specialised|i specialize|specializing in|specialising in|our services|our service|our solution|our platform|our software|"
        "leading provider|leading supplier|we are a leading|we are manufacturer*|we manufacture|i offer|i provide|we supply|we develop|we build|we design|we create|we have been helping|we have helped|weve helped";
    Invites Approach 2 "ご興味, …していませんか: asks for the reader's interest, or about a need."
        "お役に立て|お役立て|お役に立ち|お役立ちでき|お力になれ|お力になり|お力添え|力添えさせ|貢献できる|貢献でき|貢献いたし|ご興味が|ご興味を|ご興味ご|ご興味いただ|ご興味のある|ご興味あれば|ご興味お|"
        "ご関心が|ご関心を|ご関心お|ご関心ご|ご関心のある|"
        "お困りではありません|お困りではございません|お困りではない|お困りでしたら|お困りごとはござ|お困りごとはあり|お困り事はござ|お悩みではありません|お悩みではございません|"
        "お悩みでしたら|お悩みはござ|お悩みはあり|課題がございまし|課題はござ|課題をお持ち|課題を解決|課題解決|お感じではない|このようなお悩み|こんなお悩み|"
        "は行っていらっしゃいますか|は検討されていますか|ご検討されている企業|ご検討中の企業|しませんか|始めませんか|はじめませんか|作りませんか|見直しませんか|増やしませんか|変えませんか|減らしませんか|下げませんか|任せてみませんか|任せませんか|払っていませんか|損していませんか|諦めていませんか|逃していませんか|なっていませんか|古くないですか|お済みですか|お済みでしょうか|ご存じですか|ご存知でしょうか|お探しではありません|興味はござい|興味はあり|話だけでも|お話だけ|お悩みの|お困りの|されてみませんか|してみませんか|"
        "if you are interested|if youre interested|if this sounds|if interested|would you be interested|are you interested|might be interested|may be interested|would be interested in|are you open to|"
        "ご興味|ご関心|興味がありましたら|興味があれば|気になったら|気になる方|とお考えではあり|とお考えではござ|でお悩みの|ではありませんか|ではございませんか|していませんか|やっていませんか|かかっていませんか|使っていませんか|抱えていませんか|悩んでいませんか|"
        "困っていませんか|困ってませんか|悩んでませんか|してませんか|足りていますか|足りてますか|高くありませんか|高くないですか|安くしませんか|ご覧になりませんか|利用しませんか|紹介しませんか|出してみませんか|載せませんか|導入しませんか|依頼しませんか|お聞きになりませんか|売りませんか|ご存じでしょうか|"
        "いかがお考え|いかがなさって|ご不満はあり|ご不満はござ|ご不安はあり|ご検討されて|ご検討中でしたら|必要な際は|必要でしたら|必要な時は|機会がございましたら|機会がありましたら|検討されてみて|見直してみませ|比べてみてくだ|比較してみてくだ|ぜひ一度お試し|試してみてくだ|"
        "are you struggling|are you looking to|are you looking for|let me know if you|interested *|do you need|is your store|is your business|are you still|have you considered|have you thought|did you know|would you like us|would you like me|would you like to increase|want more|want to see|need help with|tired of|looking for distributors|looking for partners|looking for agents";
    OneSided Approach 2 "…ませんか as an invitation: a shopper asks whether we can, not whether we would like to."
        "しませんか|みませんか|いませんか|めませんか|べませんか|くないですか|ではないですか|ないでしょうか。お|気軽にDM|気軽にご|招待したく|ご招待|お送りしてもよろしい|いらっしゃいますか|are you paying|would you like a|have you ever|noticed yours|is at risk|you only pay|price sheet|just send me";
    HumbleOffer Offer 1 "お…します, ご…できます: what the sender would do for the reader, by its grammar.";
    ForCompanies Offer 2 "…様向け, …社限定, 引き受けています: work for companies as a class."
        "様向け|さん向け|業者向け|社様限定|会社様|法人の皆|法人向けに|企業に向け|従業員様|貴社のような|御社のような|を増やしております|引き受けて|引き受けま|請け負っ|受け付けております|取り扱いを増|取扱店を|作成しております|プリントしております|取り扱っております|作っております|扱っております|そちらのサイトに並べ|に並べていただ|に載せてみ|全部買い|何でも買い|実績はこちら|作例はこちら|制作例|測って|レポートをお|導入企業|修正無制限|保証付き";
    CallsToAct Approach 1 "ご返信ください, いかがでしょうか: asks for an answer to what was not asked."
        "お気軽にご返信|お気軽にご連絡|お気軽にご相談|お気軽にお問い合わせ|お気軽にお声|お気軽にお申し|ご返信くだ|ご返信いただ|ご返信下さ|ご返信お待ち|ご返答いただ|ご一報|お声がけ|お声掛け|お声かけ|いかがでしょうか|いかがですか|いかがでしょう|ぜひ一度|是非一度|まずは一度|まずは無料|まずはお気軽|まずは資料|まずはご相談|"
        "ご検討いただけま|ご検討のほど|ご検討の程|ご検討ください|ご検討下さ|ご検討いただければ|前向きにご検討|ご用命|ご相談くだ|ご相談下さ|ご相談を承|資料をお送り|資料を送ら|資料送付|資料をご希望|資料を差し上げ|資料をご用意|資料請求は|お送りさせてい|カタログをご希望|詳細をご説明|条件など詳細|見積もりだけでも|見積りだけでも|見積だけでも|お申し込みくだ|お申込くだ|お申込みくだ|"
        "お聞きいただけ|お聞かせ|ご一読|ご笑覧|ご高覧|折り返し|お電話にて|お電話差し上げ|一度お電話|一度お話|DMくだ|DMにて|DMお待ち|LINEにて|見積もりいたします|試算いたし|試算します|お話しします|お話いたします|お待ちしております|お待ちして|どうでっか|どないで|"
        "reply with|just reply|reply to this|reply for|reply yes|reply if|can i send|may i send|may i *|shall i|shall we|should i send|could i send|i can send|we can send|happy to send|i will send|ill send|send you a|send you our|send over|send more|share more|share our|share details|share a few|dm me|message me|contact us|contact me|call us|book a|visit our|"
        "check out our|see samples|see our|view our|worth 15|worth a|let me know|let us know|get back to me|look forward to|looking forward to|learn more|sign up|get started|on request|try it free|for terms|tell me the right|point me to|who handles|who is in charge|who takes care|what are your rates|your rates";
    SellerVerbs Offer 2 "お受けしています, お力添え: work that is taken on for others."
        "お受けしており|お引受け|お請けし|受注して|代わりに行い|代わって行い|代わりに対応|当社が代わり|弊社が代わり|全部こちらで|すべてこちらで|すべて当社|すべて弊社|全てお任せ|まるっと|丸ごと|一括でお|一括して|一元管理|ご用意しました|ご用意いたし|ご用意でき|ご用意があり|ご用意がござ|ご用意してい|"
        "実施中|開始いたしました|開始しました|リリースしました|リリースいたし|サービスを始め|ツールを開発|アプリを作|システムを開発|を開発しまし|を開発して|を開発いたし|を製造販売|製造元|製造メーカー|のメーカーです|メーカーでござ|を製作して|を制作して|を製造し|製造しており|を卸して|卸しており|卸をして|卸をやって|問屋です|を輸入して|輸入代理|輸入販売|正規代理|総代理店|"
        "を撮影して|撮影しており|を書いており|執筆しており|執筆いた|翻訳しており|翻訳いたし|お届けしており|取り揃えて|取りそろえ|ご対応いたし|対応可能です|対応いたします|即日発送いた|お作りし|お作りいた|お作りでき|お下げでき|お安くでき|お安くし|お安くなり|お得になり|安くなります|安くできます|下げられます|抑えられます|増やせます|減らせます|増やします|減らします|削減でき|削減します|改善します|改善いたし|解決します|解決いたし|"
        "応援し|お守りし|ご融資|買い取り|買取り|買取いた|買取して|高価買取|お譲りくだ|募集しており|募集中|募集いたし|ご出展|ご登壇|取り上げさせ|掲載させていただ|紹介させていただ|特集させていただ|探しております|を探してい|導入が進|お取引がござ|お取引してお|取引先を探|取引先を募|お取引先様を|フリーランスの|フリーの|"
        "we help|we can|i can|we fix|i fix|we shoot|we edit|we sell|we buy|we ship|we handle|we manage|we run|we grow|we rank|we got|we take care|we do|we also|we deliver|we generate|we produce|we export|we print|we make|we work with|we connect|we represent|we lend|we fund|we finance|we translate|we run a|we pay|we are exporter*|we are supplier*|we are factory|our factory|this is * from|we have bsci|moq|fob|cif|our app|our tool|our ai|our team can|"
        "our developers|our designers|our experts|our warehouse|our network|our agency|our studio|stores using|brands using|stores we|brands we|exporter of|exporters of|manufacturer of|supplier of|factory in|factory from|a factory|in exchange for|review your products|promote your|feature your products|contribute an article|write for your|a link to our|let us turn|let us handle|i build|i design|i write|i create|i shoot|i edit|i manage|i run a";
    ReaderIsCompany Offer 1 "企業様: speaks of its customers as companies."
        "企業様|法人様|会社様|店舗様|事業者様|ショップ様|ストア様|オーナー様|クライアント企業|クライアント様|お取引先様|導入企業|取引企業|制作会社様|メーカー様|EC事業者|通販事業者|"
        "your competitors|our clients|businesses like yours|companies like yours|stores like yours|brands like yours|shops like yours|online stores|ecommerce stores|e commerce stores|shopify stores|shopify brands|ecommerce brands|"
        "e commerce brands|sellers like you|business owners|store owners";
    TradeSold Trade 3 "SEO, MEO, 営業代行 …: services that nobody but their seller writes to a shop about."
        "SEO|MEO|M&A|SES|RPO|BPO|集客支援|集客代行|集客サービス|集客ツール|営業代行|営業支援|営業リスト|顧客リスト|リスト販売|テレアポ|フォーム営業|アポイント獲得|アポ獲得|商談獲得|リード獲得|新規開拓|販路拡大|販路開拓|"
        "広告運用|運用代行|広告代理|リスティング|SNS運用|インスタ運用|Instagram運用|インフルエンサーマーケ|インフルエンサーPR|インフルエンサー施策|インフルエンサーのキャスティング|インフルエンサーを活用|インフルエンサーをご紹介|"
        "TikTok運用|動画制作|映像制作|動画広告|広告動画|ホームページ制作|HP制作|サイト制作|WEB制作|LP制作|サイト改善|サイト診断|サイトリニューアル|アプリ化|構築代行|制作代行|撮影代行|商品撮影|商品写真の撮影|"
        "受託開発|オフショア|ラボ型|技術者支援|エンジニア派遣|フリーランス人材|人材紹介|人材派遣|人材サービス|人材のご|人材をご|求人広告|求人媒体|採用支援|採用代行|採用媒体|採用コンサル|採用単価|"
        "外国人材|外国人スタッフ|特定技能|技能実習|導入研修|節税|一括償却|ファクタリング|資金調達|事業承継|株式譲渡|事業譲渡|EC運営代行|EC運用代行|ECコンサル|モール運営|楽天運営|Amazon運用|越境EC|"
        "物流代行|発送代行|出荷代行|倉庫サービス|フルフィルメント|3PL|決済代行|決済手数料|後払いサービス|手数料を削減|手数料削減|法人回線|法人携帯|法人向けプラン|オフィス移転|電話代行|秘書代行|経理代行|事務代行|記帳代行|顧問税理士|"
        "コールセンター代行|アウトソーシング|プレスリリース配信|クラウドファンディング|レビュー対策|口コミ対策|口コミ促進|レビュー代行|レビュー獲得|MAツール|CRMツール|チャットボット|AIツール|AI接客|Pマーク|ISMS|脆弱性診断|"
        "ポスティング|ダイレクトメール発送|チラシ印刷|アフィリエイト|ASP|ライブコマース|マッチングサービス|ビジネスマッチング|決裁者アポ|在庫買取|過剰在庫|新電力|法人カード|化粧品OEM|OEMメーカー|"
        "search engine optimization|link building|backlink*|guest post*|guest article*|sponsored post*|sponsored article|domain authority|website audit|site audit|website redesign|redesign your|web development|website development|"
        "app development|software development|offshore|outsourc*|lead generation|digital marketing|social media marketing|social media management|email marketing|email list*|ppc|google ads|facebook ads|influencer marketing|"
        "virtual assistan*|staff augmentation|dedicated developers|explainer video*|fulfillment service*|fulfilment service*|3pl|freight forward*|merchant account|business loan*|working capital|funding for your|merchant cash|business funding|unsecured loan*|"
        "rank on google|ranking on google|rank higher|google ranking*|search rankings|your rankings|page one of google|first page of google|followers|content creator|lifestyle creator|ugc|brand ambassador|private label";
    Marketing Trade 3 "広告, 検索, SNS, 動画: bringing customers to a shop is nothing that its customers do."
        "集客|売上アップ|売上UP|売上向上|販促|販路|リスティング|リターゲ|新規顧客|見込み客|見込客|顧客獲得|成約率|開封率|かご落ち|カゴ落ち|離脱率|直帰率|回遊率|客単価|リピート率|リピーター獲得|検索順位|検索上位|被リンク|内部対策|コンテンツ記事|記事制作|記事作成|記事広告|タイアップ広告|オウンドメディア|ライターが|webライター|"
        "SNS広告|インスタ広告|Instagramの運用|インスタの運用|インスタグラム運用|TikTokの運用|TikTokの動画を|SNSの運用|SNSアカウントの運用|LINE公式の構築|LINE構築|Lステップ|フォロワーを増|PR施策|インフルエンサー施策|キャスティング|ギフティング|PR案件|レビュー施策|レビューを自動|レビューを集め|口コミを増|星を上げ|Googleマップで|Googleビジネス|マイビジネス|WEBマーケ|"
        "デジタルマーケ|マーケティング支援|マーケティング会社|広告配信|広告の運用|広告効果|広告代理|広告制作|CM制作|放送枠|テレビ番組で|番組で貴|番組で御|ラジオCM|DM発送|ファックスDM|FAXDM|メルマガ配信|メール配信|プレスリリース|PR会社|PR代行|商品紹介動画|紹介動画を|動画を1本|動画編集|動画の制作|動画の企画|再生回数|動画クリエイター|撮影します|を撮影して|撮影スタジオ|カメラマン|物撮り|モデル撮影|LP改善|LPO|CRO|CVR|CPA|ROAS|ABテスト|"
        "seo|rank your|rank in google|search console|indexing|do follow|dofollow|domain rating|link insertion|paid ads|ad spend|roas|meta ads|tiktok ads|instagram growth|instagram followers|more followers|email campaign*|klaviyo|cold email|verified email*|contacts for|leads|b2b|conversion rate*|abandoned cart*|cart abandonment|influencer*|on tiktok|followers on|k followers|product photos|product videos|promo video*|brand video|"
        "press release distribution|amazon ppc|seo audit|copywrit*|article to your blog|write for your blog|your blog with a link|growth agency|marketing agency|ad agency|reviews for your";
    Builds Trade 3 "サイト, システム, AI: what is built for shops and companies."
        "ホームページを作|ホームページの制作|ホームページの作成|ホームページ作成|ホームページリニューアル|ホームページを新しく|サイト構築|ECサイト構築|ECサイト制作|ECサイトの制作|ECの構築|EC構築|ECカート|ショップ構築|Shopifyのアプリ|Shopify構築|Shopify制作|WEBサイト制作|WEBサイトの制作|WEB接客|"
        "システム開発|アプリ開発|EC開発|業務システム|在庫管理システム|受注管理|在庫連携|基幹システム|ノーコード|RPA|DX推進|DX支援|DX化|AI導入|AI活用|生成AI|AIチャット|AIで自動|AIが24時間|自動応答|自動返信する|クラウド型|SaaS|CRM|セキュリティ診断|サーバー移行|サーバー保守|保守運用|エンジニア|開発会社|開発パートナー|制作会社の|多言語化|翻訳サービス|翻訳会社|翻訳を承|"
        "web developer*|shopify expert*|shopify developer*|shopify speed|page speed|load speed|site speed|seconds to load|developers from|team of developers|of developers|magento|wordpress|ai agent*|ai chat*|chatbot*|automation agency|saas|crm|mobile app for|app for your store|redesign|web designer|your website design|ada compliance|website accessibility|cyber security";
    Staffs Trade 3 "採用, 派遣, 研修: people for companies."
        "特定技能|登録支援機関|外国人採用|外国人労働|ベトナム人|ネパール人|ミャンマー人|インドネシア人|採用支援|採用課題|採用コスト|採用サイト|採用動画|採用活動|採用が決まる|採用が決まっ|求人サイト|求人掲載|求人の掲載|募集でお困り|人手不足|人材不足|即戦力の|スタッフ派遣|派遣会社|人材会社|紹介料|内定者|新卒採用|中途採用|副業人材|業務委託の|企業研修|研修の講師|マナー研修|社員研修|"
        "接遇|社員教育|従業員教育|スタッフ教育|eラーニング|オンライン秘書|オンラインアシスタント|事務をお任せ|バックオフィス|営業代行|架電|コールセンター業務|コールセンターの|組織開発|人事評価|評価制度|人事制度|従業員満足|ストレスチェック|産業医|社労士|社会保険労務士|"
        "virtual assistant|remote assistant*|remote staff|recruit*|hire developers|talent|candidates for|customer service for|customer support for|call center|call centre";
    Finances Trade 3 "資金, 税, 保険, 事業承継: money of companies."
        "売掛金|売掛債権|請求書を現金|現金化|運転資金|資金調達|つなぎ資金|無担保|保証人不要|ビジネスローン|事業資金|事業者ローン|ご融資|資金のご|税理士法人|会計事務所|税務顧問|顧問料|顧問契約|記帳|節税|法人税|決算まで|経理業務|補助金申請|補助金の申請|助成金の申請|助成金が始|補助金が始|補助金をご存|助成金をご存|返済不要の|申請サポート|申請代行|採択率|経営コンサル|経営相談|"
        "後継者|会社を売|事業を売|事業売却|会社売却|企業買収|企業の買収|の買収を|譲り受け|M&A仲介|秘密厳守|資産運用|利回り|不動産投資|投資用|オペレーティングリース|法人保険|経営者保険|退職金代わり|企業型確定|社宅|火災保険の見直|損害保険の|PL保険のご|サイバー保険|カード決済の手数料|決済端末の|決済システム|後払い導入|決済導入|経費精算|法人カード|請求代行|"
        "need of capital|capital for|business capital|line of credit|bad credit|credit ok|fund your|business credit|cash advance|invoice factoring|acquire your|acquisition of|buy your business|sell your business|selling your business|exit your|payment gateway|accept crypto|crypto at|at your checkout|investors|tax savings|bookkeeping|payroll";
    Ships Trade 3 "物流, モール, 海外販売: running a shop for its owner."
        "発送業務|出荷業務|梱包業務|出荷代行|物流倉庫|保管料|倉庫をお|倉庫の空|物流コスト|物流会社|物流のご|物流アウト|国際配送|国際輸送|輸入代行|通関|配送コスト|配送料を最大|送料を削|送料を抑え|宅配料金|運賃|店舗運営|運営代行|運用代行|モール出店|モール店|ECモール|出店者|出店を募|出店料|催事|海外通販|海外販売|海外展開|海外進出|訪日|インバウンド|免税販売|越境販売|越境|ネットショップ運営|EC支援|EC専門|ECコンサル|複数モール|在庫一元|返品代行|"
        "cross border|dropship*|fulfillment|fulfilment|warehouse space|shipping costs by|freight|amazon seller*|amazon account|sell on amazon|marketplace expansion|china sourcing|sourcing agent|inspection service*";
    Facilities Trade 2 "電力, 複合機, 清掃: what offices and warehouses are sold; some of it is sold by shops too."
        "電気料金の見直|電力会社の切|切替工事|検針票|電力プラン|電気代の削減|電気代削減|電気代を4|屋根貸し|屋根をお貸し|自家消費|倉庫の屋根|キュービクル|空調の入|遮熱|屋根塗装|外壁塗装|雨漏り|防犯カメラの|オフィス移転|居抜き|貸事務所|テナント|オフィス家具の|複合機のリース|複合機のご|コピー機のリース|リース料|トナー|床ワックス|定期清掃|日常清掃|オフィス清掃|清掃会社でござ|事務所のお掃除|窓ガラス清掃|植物レンタル|観葉植物レンタル|"
        "マットレンタル|自動販売機の設|自販機の設|無料設置|法人回線|ビジネスフォン|電話回線|通信コスト|通信費|携帯を法人|法人携帯|クラウドPBX|インターネット回線の|回線の見直|光回線の料|害虫駆除|産廃|廃棄物回収|不用品回収|機密書類|警備保障|置き菓子|社食|オフィスコーヒー|お弁当の配達|看板製作|看板制作|のぼり旗|名刺印刷|封筒印刷|";
    Supplies Trade 3 "新規のお取引先を, 掛け率は: sells goods to shops, names its own terms."
        "新規のお取引|新規お取引先|取引先を探|取引先を募|お取引先様を募|お取引をご希望|お取り扱いをご検|お取扱いをご検|取扱いをご検|取り扱いをご検|お取り扱い願|取り扱ってみませ|取り扱いませんか|販売をご検討いただ|販売してみませ|販売していただけ|販売していただき|販売いただけませ|お店でご販売|御店での販売|店舗での販売をご|掛け率は|上代|下代|小ロット|最小ロット|最低ロット|ロット100|自社工場|協力工場|提携工場|"
        "中国の工場|中国工場|韓国の工場|ベトナム工場|製造工場|縫製工場|印刷会社で|パッケージの製造|包装資材の|包装資材を|梱包資材の製|梱包資材を|段ボールの製|ダンボールの製|ラッピング資材|化粧箱の|紙袋の製|名入れ無料|名入れグッズ|販促品|ノベルティの制作|ノベルティ制作|ノベルティのご|オリジナルグッズの制|OEM専門|OEM製造|OEM生産|OEM供給|ODM|PB商品|初回のみ全品|サンプルもござ|サンプルを送らせ|サンプル送付|展示会の出展社|出展社を|"
        "moq|oem|odm|fob|price list for|our price list|send our price|do your logo|custom packaging|factory price|looking for distributors|exporter of|exporters of|bsci|samples available|bulk supplier|ex works|cif price";
    OfCompanies Trade 2 "売上, 人件費, 同業: a shop's business seen as a business."
        "売上|コスト削減|コストダウン|経費削減|固定費|人件費|業務効率|業務改善|効率化|生産性|作業時間|工数|省人化|収益化|新規事業|同業の|競合|ブランディング|顧客満足度|顧客対応を|問い合わせ対応を|お問い合わせ対応を|経営者|店舗経営|経営課題|中小企業の|個人事業主様|企業様に限|法人様専門|企業様向け|法人様には|事業者向け|店舗様へ|ブランド様|EC企業|EC市場|マーケター|"
        "cut costs|your conversion*|your competitors|your revenue|revenue growth|your ranking*|your margins|your sales|support tickets|your traffic|your ads|grow sales|e commerce shops|e commerce business|ecommerce business|for ecommerce|clients site|your domain|sales funnel";
    WorkForOthers Trade 3 "代行, 外注, 士業: work that one company does for another, whatever it is."
        "代行|外注|協賛|出資|ベンチャーキャピタル|商標登録|商標はまだ|商標出願|弁理士が|弁護士が|税理士が|行政書士|司法書士|社会保険の手続|年末調整|保守費|運用保守|管理費の|コンサルティングを|バナー|ロゴ制作|パンフレット制作|不正注文|チャージバック|架電|電話営業|朝食会|名刺交換|異業種|機内|株主|営業車|車両のリース|軽バン|防災備蓄|"
        "エアコン洗浄|ハウスクリーニングの会社|浄水サーバー|在庫、全部|眠っている在庫|在庫処分|即日査定|福利厚生サービス|表示速度|テスト運用|広告費|ユニフォームに|総代理店|product description*|trademark|photo studio|newsletter with|subscribers|sponsor*|law firm|real reviews|buy small|exw|our courier";
    TradeTold Trade 1 "助成金, 電気代 …: trades that shops may deal in themselves."
        "集客|マーケティング|システム開発|アプリ開発|コンサルティング|ブランディング|コスト削減|コストダウン|経費削減|業務効率化|業務改善|DX|生成AI|研修|助成金|補助金|資金繰り|融資|買収|売却|投資|"
        "太陽光|蓄電池|電気代|電気料金|LED|電力|光回線|インターネット回線|通信費|複合機|コピー機|ウォーターサーバー|法人保険|福利厚生|健康経営|決済サービス|決済端末|メディア掲載|インタビューメディア|対談|掲載料|掲載費|掲載プラン|広告枠|広告掲載|広告費|"
        "OEM|ノベルティ|オリジナルグッズ|オリジナル印刷|求人|エンジニア|加盟店|フランチャイズ|モール|出店|展示会|リニューアル|公式アカウント|フォロワー|インフルエンサー|アンバサダー|PR投稿|自動化|清掃サービス|警備|"
        "web design|website design|mobile app*|development team|photo editing|product photography|payment processing|logistics|shipping rates|packaging solution*|video production|loan*|investment|crypto*|traffic|collab|collaboration|marketing|oem|translation service*";
    SellsGoods Offer 3 "お取り扱いください: wants the shop to stock its goods."
        "お取り扱いいただ|お取り扱い頂|お取扱いいただ|取り扱っていただ|仕入れていただ|仕入れませんか|仕入先として|仕入れ先として|卸売のご|卸のご案内|卸販売のご|"
        "弊社商品を|貴店で販売していただ|貴店で販売いただ|貴店のオンラインショップで販売|貴社商品をぜひ|貴社の商品をぜひ|お店に置いて|店頭に置いて|置いていただけ|ご出店いただ|出店していただ|出品していただ|ご出品いただ|工場直|メーカー直|産地直送で卸|輸入商社|専門商社|卸すことができ|卸せます|卸値は|卸値で|卸価格で|卸問屋|サンプルお送り|サンプルを無料|サンプルをお送り|最新のカタログ|商品カタログを|カタログを送らせ|OEM可|弊社製品を|弊社の商品を|弊社の製品を|当社商品を|当社製品を|サンプルをお送りさせ|サンプルをお送りいたし|無料サンプルを|カタログをお送り|取扱店を募集|取扱店募集|販売店を募集|販売店募集|"
        "factory direct|our catalogue|direct from the factory|carry our|stock our|sell our products|wholesale catalog of|our product line|our products in your|our catalog|from our factory|our factory";
    Record Offer 2 "導入実績: shows off its customers."
        "導入実績|支援実績|開発実績|制作実績|取引実績|運用実績|実績多数|実績がございます|実績一例|実績一部|導入事例|支援事例|成功事例|社以上の実績|社以上に|社以上が|社以上の企業|導入いただいており|"
        "ご導入いただいて|ご利用いただいており|ご活用いただいており|多くの企業|多数の企業|大手企業|上場企業|名在籍|名が在籍|件以上の実績|店舗以上|"
        "case stud*|our portfolio|track record|years of experience|clients worldwide|clients include|trusted by|we have worked with|weve worked with|happy clients";

    // Meeting.
    OnlineMinutes Meeting 2 "オンラインで30分: a short talk, online."
        "オンラインで10分|オンラインで15分|オンラインで20分|オンラインで30分|オンラインにて15分|オンラインにて20分|オンラインにて30分|オンラインにて10分|10分ほど|15分ほど|20分ほど|30分ほど|"
        "10分程度|15分程度|20分程度|30分程度|60分程度|30分だけ|15分だけ|1時間程度|30分オンライン|オンライン面談|オンライン商談|オンライン会議|オンラインでのお|オンラインミーティング|WEB会議|ZOOMにて|ZOOMで|"
        "Zoomまたは|WEB面談|オンラインでお打|オンラインで打|オンラインで情報交換|オンラインでご説明|オンラインで面談|オンラインにてお|オンラインにてご|オンラインでお話|"
        "quick call|short call|brief call|15 minute*|10 minute*|20 minute*|30 minute*|15min|30min|15 min|30 min|quick chat|brief chat|hop on a|jump on a|zoom call|discovery call|phone call this|call this week|call next week|chat this week|chat next week|quick meeting|short demo|free demo|schedule a|book a call|book a meeting|book a demo|set up a call|set up a time";
    Appointment Meeting 2 "お打ち合わせ: asks for an appointment."
        "お打ち合わせ|お打合せ|お打合わせ|打ち合わせの|打合せの|面談の|ご面談|商談の機会|商談のお|アポイント|お時間を頂戴|お時間頂戴|お時間をいただ|お時間いただ|お時間を少し|お時間をください|"
        "お時間を拝借|情報交換|ご挨拶の機会|ご挨拶をさせ|ご挨拶させ|ご挨拶を兼ね|ご挨拶も兼ね|意見交換|お話させて|お話をさせて|お話しさせて|お話の機会|お話する機会|お話だけでも|"
        "ご都合の良い日時|ご都合のよい日時|ご都合の良いお日にち|ご都合のよろしい日|候補日|日程調整|日程をいくつか|ご都合いかが|貴社にお伺い|御社にお伺い|御社へお伺い|ご訪問|訪問させて|お伺いさせて|"
        "your availability|are you available|what time works|good time to talk|time to connect|time to chat|would love to connect|worth a chat|open to a";

    // Addressee.
    YourCompany Addressee 1 "貴社, 御社: writes to a company."
        "貴社|御社|貴店|貴殿|貴サイト|貴ショップ|貴オンライン|貴ブランド|社長様|経営者様|おたくの|your company|your business|your organization|your organisation|your brand";
    PersonInCharge Addressee 1 "ご担当者様: writes to whoever is in charge."
        "担当者様|ご担当の方|責任者様|代表者様|ご担当様|担当各位|代表取締役様|関係者各位|決裁者|採用担当|EC担当|通販担当|マーケティング担当|広報担当|仕入担当|仕入れ担当|バイヤー様|"
        "person in charge|decision maker|business owner|dear sir|dear madam|dear owner|dear manager|dear website owner|marketing manager|marketing team|hi there team|website owner|purchasing manager|the right person|dear webmaster";

    // Promise.
    PricePromise Promise 2 "最安値: promises a price, or that it costs nothing."
        "最安値|業界最安|格安|特別価格|特別プラン|特別料金|完全成果報酬|成果報酬|成功報酬|着手金|成約時|成約料|買い切り|反響保証|導入費無料|導入費用無料|見積無料|見積り無料|見積もり無料|見積りは無料|見積もりは無料|見積りタダ|料金いただきません|料金はいただ|費用はいただ|費用は成|ぽっきり|万円で|万円から|円から承|枚1円|枚2円|枚3円|枚5円|円から|円よりご|協力費|制作費|掲載費|掲載料|出店料|販売手数料|手数料3|手数料2|手数料1|乗り換え|キャンペーン中|導入キャンペーン|無料のテスト|テスト撮影|費用0|0円で体験|1か月無料|1ヶ月無料|初月無料|30日間無料|14日間無料|初期費用0|初期費用無料|初期費用なし|初期費用ゼロ|初期費用は一切|月額固定|月額1|月額2|月額3|月額4|月額5|月額9|月額料金|0円で|無料で診断|無料診断|無料相談|"
        "無料トライアル|無料お試し|無料監査|無料でご提供|無料でご利用|無料にて|無料ウェビナー|無料セミナー|無料キャンペーン|無料デモ|今なら|いまなら|先着|期間限定|限定価格|安価かつ|低価格|低コスト|完全無料|"
        "no collateral|approved in|reply yes|my rates|rates start|free sample*|get a quote|free audit|free consultation|free quote|free trial|free proposal|free report|no obligation|no cost|no upfront|affordable|competitive price*|best price*|lowest price|special offer|limited time|at a fraction|money back|flat rate|discounted rate|factory price*";
    NamesRate Promise 2 "1件180円, 月5000円: a price by the piece or month.";
    Rates Promise 1 "月々, 1件: prices that the sender names."
        "月額|月々|坪3|1カット|1文字|1件1|1件2|1件3|1回3|1回5|1枠|小ロット|個から|枚から|本から|円台|万円|半額|割引でご|早期割引|全品|初回のみ|無料で|無料に|無料の|無料です|お試しいただ|成果が出るまで|決まるまで|0円|費用は一切|料金は一切|設置費も|ゼロ円|残り3|残りわず|今月末|今月限|今月中|来月末|限定3|限定5|限定1|社限定|社様|名様限|最短|最大|平均|"
        "per hour|an hour|hour|per image|per month|per reel|per post|per lead|per article|per word|fixed fee|free *|package|turnaround|in 30 days|in 90 days|within 30|within 90|within 24|in 24 hours|in 48 hours|48h|24h|cents|fees|50 off|low price*|good price*";
    EffectPromise Promise 2 "売上アップ: promises an effect."
        "売上アップ|売上UP|売上向上|売り上げ向上|売上を伸ば|売上を最大化|売上拡大|売上増|売上に貢献|集客を増|集客増|アクセスアップ|アクセス数を|上位表示|CVR改善|CV改善|CVRを|転換率|認知拡大|認知度向上|"
        "%削減|%以上削減|%カット|割削減|工数を削減|コストを削減|コストを抑え|人件費を削減|工数が半減|半減|2倍|3倍|5倍|10倍|倍以上|%アップ|%UP|%向上|利益率|即日対応|即戦力|高品質|安定した収益|"
        "increase your|boost your|grow your|double your|double their|triple your|improve your|first page|page one|top of google|costing you|losing traffic|losing customers|more traffic|organic traffic|more sales|more leads|more customers|qualified leads|new customers|scale your|"
        "skyrocket|roi|guaranteed|guarantee results|save up to|cut your costs|reduce your costs|reduce costs|save time and";
    SubsidyPromise Promise 1 "助成金対象: public money pays."
        "助成金対象|助成金を活用|助成金活用|補助金を活用|補助金活用|補助金対象|IT導入補助金|助成金の活用|補助金の活用|実質無料|実質負担";
    Event Promise 1 "セミナー: invites to an event."
        "セミナー|ウェビナー|オンライン説明会|展示会に出展|交流会|カンファレンス|勉強会|webinar|free workshop|exhibition|trade show|online event";

    // Campaign.
    CampaignLink Campaign 2 "A scheduler's, counter's or shortener's link.";
    ManyLinks Campaign 1 "More links than a shopper shows.";
    NoReply Campaign 2 "An address that takes no answer.";
    CampaignWords Campaign 2 "配信停止, 資料ダウンロード: the words of a mailing."
        "配信停止|配信を停止|配信不要|配信を希望されない|配信解除|ご不要でしたら|ご不要の場合|不要な場合は|読み流し|本メールは営業|今後ご連絡が不要|今後のご案内が不要|ご案内が不要|"
        "資料ダウンロード|資料請求はこちら|資料はこちら|無料登録|お申し込みはこちら|お申込みはこちら|お申込はこちら|ご予約はこちら|予約はこちら|日程調整はこちら|サービス詳細|サービス資料|サービスサイト|"
        "詳しくはこちら|詳細はこちら|ダウンロードはこちら|unsubscribe|opt out|not interested please|if youre not interested|if you are not interested|reply stop|remove you from|no longer wish to receive";
    DeniesSelling Campaign 1 "営業ではありません: says what nobody asked."
        "営業ではあり|営業ではござ|営業ではなく|売り込みではあり|売り込みではなく|営業目的ではあり|勧誘ではあり|not a sales pitch|not trying to sell|not spam";

    // Signature.
    SignatureBlock Signature 1 "Phone, mail, page and a rule in the last lines.";
    CompanyGiven Signature 1 "The request names a company.";
    SalesDepartment Signature 1 "営業部: signs as a seller."
        "営業部|営業本部|営業課|営業担当|セールス|事業開発|インサイドセールス|マーケティング部|マーケティング事業部|アドバイザリー|コンサルタント|business development|sales manager|sales director|account manager|account executive|seo expert|"
        "seo consultant|marketing consultant|outreach*|growth manager|sales executive|seo specialist|digital marketing executive";

    // Declared.
    TopicChosen Declared 3 "The topic chosen says it.";

    // Robot.
    TrapFilled Robot 3 "A field was filled in that no person sees.";
    Unproven Robot 1 "Whether a challenge was passed couldn't be told.";
    FilledInHaste Robot 2 "The form was filled in faster than people do.";

    // Honest.
    OrderNumber Honest 4 "An order's number was given.";
    ProductNamed Honest 1 "A product of ours was named.";
    TopicOfBuyers Honest 1 "A topic that only buyers have: trouble with an order, a bulk order.";
    OrderFacts Honest 4 "注文した: tells of an order or of goods received."
        "注文番号|注文No|オーダー番号|注文しました|注文した|注文いたしました|注文したの|注文を|購入しました|購入した|購入いたしました|購入させていただいた|買いました|買った|届きました|届いた|届いておりません|"
        "届きません|届いていません|商品が届かない|納品いただいた|納品された|納品して|導入いただいた|発注した|発注しました|到着しました|返品したい|返品を|返品でき|返品させ|返金を|返金して|返金いただ|返金はでき|交換して|交換をお|不良品|破損して|壊れて|キャンセルしたい|キャンセルを|再配達|"
        "my order|order number|order no|i ordered|we ordered|i bought|we bought|i purchased|we purchased|i received|we received|a refund|refund my|tracking number|hasnt arrived|not arrived|have not received|havent received|my parcel|my package|arrived broken|arrived damaged";
    WantsToBuy Honest 4 "購入したい: wants to buy from us."
        "手配をお願い|割引はござ|割引はあり|割引があり|購入したい|購入したく|購入を検討|購入を希望|購入希望|購入をした|購入させて|購入いたしたく|購入は可能|購入できますか|まとめて購入|大量購入|一括購入|注文したい|注文したく|注文を検討|注文は可能|注文できますか|発注したい|発注したく|発注を検討|"
        "注文させて|仕入れたい|仕入れたく|仕入れを検討|仕入れさせて|仕入れは可能|取り扱いたい|取扱いたい|取り扱わせて|お取り扱いさせて|お取扱いさせて|取り扱いさせて|販売させていただ|販売したい|卸していただ|卸してほし|卸して欲し|卸してもら|卸してくだ|卸して下さ|卸してくれ|卸価格を|卸売価格を|卸売りはし|卸売はし|卸の条件|掛け率を|ロットを教|"
        "製作を依頼|制作を依頼|製作をお願い|制作をお願い|製作のご依頼|制作のご依頼|作りたいのです|作っていただ|製作ができないか|製作が出来ないか|制作が出来ないか|製作できないか|"
        "在庫はあり|在庫はござ|在庫ありますか|納期を教|納期はどのくらい|個必要|個ほど必要|個ほしい|個欲しい|個購入|個注文|"
        "like to order|want to order|like to buy|want to buy|looking to buy|looking to purchase|like to purchase|want to purchase|interested in buying|interested in purchasing|interested in ordering|interested in stocking|like to stock your|carry your|sell your products|"
        "stock your|place an order|bulk order for|order in bulk|your wholesale|do you offer wholesale|do you wholesale|your price list|your minimum order|order 10|order 20|order 30|order 50|order 100|order 200|in stock|do you ship";
    WantsQuote Honest 3 "お見積り: asks us for a quotation."
        "見積をお願い|見積りをお願い|見積もりをお願い|見積をいただ|見積りをいただ|見積もりをいただ|見積書をいただ|見積書をお願い|見積書を発行|見積書の発行|見積りをお送り|見積もりをお送り|見積書をお送り|見積をくだ|見積もりをくだ|見積りをくだ|"
        "見積依頼|見積りを依頼|見積もりを依頼|見積のお願い|見積もりのお願い|見積りのお願い|お見積りについて|請求書を発行して|請求書をお送|請求書をいただ|請求書の再発行|領収書を|領収書の発行|いくらぐらい|いくらになり|いくらかかり|費用を教え|"
        "quotation for|a quote for|quote for|send us a quote|send me a quote|provide a quote|an invoice for|receipt for";
    AsksOfUs Honest 3 "使えますか, ほしい: asks what only a customer asks."
        "使えますか|使えません|利用できますか|できますか|出来ますか|もらえますか|もらえません|込みですか|対象ですか|対象になり|いくらですか|いくらから|いくらで|いくらに|値引き|値段が|ほしいです|欲しいです|ほしいの|欲しいの|がほしい|が欲しい|いつ届|まだ届|いつごろ|いつまで|何時まで|何個|何日|何年|何キロ|どこで買|どれですか|どこのメーカー|何ですか|選べば|合いますか|合うか|おすすめはあり|探しています。|"
        "を見て買|申し込みました|申し込みをし|申し込んだ|予約した|予約を|申し込めますか|解約した|解約し|解約金|解約を|退会|変更したい|変更でき|再発行|作りたい|置きたい|買えますか|ありますか|されますか|教えてもら|直してもら|届きます。|とちが|と違|予算は|公費|"
        "can i buy|can i use|can i return|can i get|can you match|can i join|does it|does the|do you have a|do you sell|is there a|is there any|i want to buy|id like a|i cant|i saw your ad|how much is|how long|we need|charged twice|my account|my card|for my";
    SeeksWork Honest 4 "応募: applies for work."
        "採用はして|採用はあり|応募したい|応募したく|応募いた|応募を希望|応募を検討|への応募|求人情報を|求人を見|求人を拝見|履歴書|職務経歴書|インターンシップ|インターンを|アルバイト募集|アルバイトを募集し|採用情報を|貴社で働|御社で働|貴店で働|入社を希望|志望し|志望動機|アルバイトは|"
        "job opening|apply for|application for the|my resume|my cv|internship|work for you|position at your|hiring for";
    Press Honest 5 "取材, 費用は一切: the press, at no cost."
        "取材のお願い|取材をお願い|取材のお時間|取材にご協力|取材に伺|取材へのご協力|商品写真の使用|写真の使用許可|取材協力のお願い|次号の|取材させて|取材のご依頼|取材依頼|編集部|新聞社|新聞の|記者の|番組制作|番組の|テレビ局|ラジオ局|掲載は無料|掲載無料です|取材費用は|掲載費用は発生しません|写真を使用|画像を使用|掲載許可|"
        "journalist|reporter|editor at|press inquiry|press enquiry|interview you for|article about your|feature you in";
    PublicOffice Honest 4 "市役所, 公募: a public office or a school."
        "地方公共団体|都道府県知事|市役所|区役所|町役場|村役場|県庁|都庁|市の職員|市健康|本市|当市|本県|本町|公募型|公募に|プロポーザル|入札|仕様書は|税務署|消防署|警察署|警察の|保健所|労働基準|消費生活センター|国民生活センター|統計調査|"
        "大学の|大学院|大学です|大学生|大学と申|高校の|高等学校|中学校|小学校|幼稚園|保育園|pta|授業|職場体験|職業体験|卒業論文|卒論|修学旅行|学園祭|文化祭|生徒|児童|city hall|police|public school|elementary school|high school|university student|tax office";
    Report Honest 3 "不具合: tells of something that doesn't work or isn't right."
        "不具合|エラーが|エラーにな|動きません|動かない|表示されません|表示されない|ログインできません|ログインできない|メールが届かない|事象が発生|誤りがあ|間違って|決済できない|決済ができ|購入できない|決済に進めない|お忘れ物|忘れ物|権利侵害|著作権|"
        "消費者センター|誤って|故障|修理|保証書|保証期間|doesnt work|does not work|isnt working|not working|broken link|error message|a complaint|to complain|under warranty|is broken";
}

/// Hosts of services that book meetings, shorten links or count clicks, and
/// what campaigns hang on a link.
pub(super) const CAMPAIGN_LINKS: &[&str] = &[
    "utm_",
    "timerex.",
    "calendly.",
    "calendar.app.google",
    "calendar.google.com",
    "youcanbook.",
    "spirinc.",
    "spir.",
    "jicoo.",
    "eeasy.",
    "crowd-calendar.",
    "waaq.",
    "aitemasu.",
    "scheduling",
    "meetings.hubspot",
    "hubspot.com/meetings",
    "meetings.hs",
    "acuityscheduling",
    "cal.com",
    "tidycal.",
    "zcal.",
    "savvycal.",
    "bookings.cloud",
    "outlook.office365.com/owa/calendar",
    "bit.ly",
    "x.gd",
    "tinyurl.",
    "t.co/",
    "ow.ly",
    "buff.ly",
    "cutt.ly",
    "goo.gl",
    "is.gd",
    "rebrand.ly",
    "lp.",
    "/lp/",
    "forms.gle",
    "docs.google.com/forms",
    "lin.ee",
    "peatix.",
    "?ref=",
    "&ref=",
    "mailchi.mp",
    "chouseisan.",
    "formrun",
    "form.run",
    "nitte.app",
    "scheduler.",
    "booking.",
];

/// Names of mail boxes that take no answer.
pub(super) const NO_REPLY: &[&str] = &["noreply", "no-reply", "no_reply", "donotreply", "do-not-reply"];
