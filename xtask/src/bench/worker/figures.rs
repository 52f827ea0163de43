//! From rounds to medians and ratios, as JSON and as a table.

use super::Options;
use serde::Serialize;

/// Who is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// This project's worker, as shipped.
    Ours,
    /// The stand-in in TypeScript.
    Peer,
}

impl Side {
    /// Its name in files and figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Peer => "peer",
        }
    }
}

/// What one round came to, or the medians of several.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Figures {
    /// Until the last answer.
    pub requests_per_second: f64,
    /// Time on the processor per request, until all is delivered.
    pub cpu_micros: f64,
    /// The same until the last answer; deliveries that came before it count.
    pub cpu_micros_until_answered: f64,
    /// The client's own, of which the runtime's doesn't know.
    pub client_cpu_micros: f64,
    /// From request to answer, under the load.
    pub p50_micros: u64,
    /// The same, of the slowest hundredth.
    pub p99_micros: u64,
    /// Resident memory afterwards, in KiB.
    pub rss_kib: u64,
}

/// One kind of load, round by round.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    ours: Vec<Figures>,
    peer: Vec<Figures>,
}

impl Judged {
    /// Adds a side's round.
    pub fn add(&mut self, side: Side, figures: Figures) {
        match side {
            Side::Ours => self.ours.push(figures),
            Side::Peer => self.peer.push(figures),
        }
    }

    /// The last round in a few words.
    pub fn last(&self) -> String {
        let (Some(ours), Some(peer)) = (self.ours.last(), self.peer.last()) else { return String::new() };
        format!("{:.0} µs of CPU against {:.0}", ours.cpu_micros, peer.cpu_micros)
    }

    fn compared(&self) -> Compared {
        let ratio = |of: fn(&Figures) -> f64| median(self.ours.iter().zip(&self.peer).map(|(ours, peer)| of(ours) / of(peer)).collect());
        Compared {
            ours: medians(&self.ours),
            peer: medians(&self.peer),
            speed: ratio(|figures| figures.requests_per_second),
            cpu: ratio(|figures| figures.cpu_micros),
        }
    }
}

/// One kind of load, both sides.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    ours: Figures,
    peer: Figures,
    /// Our requests per second over theirs: the median of the rounds' ratios.
    speed: f64,
    /// Our time on the processor over theirs, likewise.
    cpu: f64,
}

/// Single requests, one after another.
#[derive(Clone, Debug, Serialize)]
pub struct Alone {
    /// Time on the processor, the median.
    pub cpu_p50_micros: u64,
    /// The same, of the dearest hundredth.
    pub cpu_p99_micros: u64,
}

/// One workerd over very many intakes.
#[derive(Clone, Debug, Serialize)]
pub struct Growth {
    /// How many there have been.
    pub intakes: Vec<usize>,
    /// Resident memory after them, in KiB.
    pub rss_kib: Vec<u64>,
    /// Time on the processor per intake, step by step.
    pub cpu_micros: Vec<f64>,
}

/// Everything.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    workerd: String,
    rounds: usize,
    requests_per_round: usize,
    connections: usize,
    /// (a) read and judged, refused.
    checked: Compared,
    /// (b) accepted, stored, delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    stored: Option<Compared>,
    /// (a) and (b) one by one: ours, then the peer's.
    alone: [Vec<Alone>; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    growth: Option<Growth>,
}

impl Report {
    /// Of all that was measured.
    pub fn new(options: &Options, workerd: String, a: Judged, b: Judged, alone: [Vec<Alone>; 2], growth: Option<Growth>) -> Self {
        Self {
            workerd,
            rounds: options.rounds,
            requests_per_round: options.per_round,
            connections: options.connections,
            checked: a.compared(),
            stored: (!options.checked_only).then(|| b.compared()),
            alone,
            growth,
        }
    }

    /// For people.
    pub fn table(&self) -> String {
        let mut lines = vec![format!("  {:<26}{:>10}{:>10}{:>8}", "", "ours", "peer", "ratio")];
        let mut line = |name: &str, ours: f64, peer: f64, ratio: f64| {
            lines.push(format!("  {name:<26}{ours:>10.0}{peer:>10.0}{ratio:>8.2}"));
        };
        for (kind, compared) in std::iter::once(("checked", &self.checked)).chain(self.stored.as_ref().map(|stored| ("stored", stored))) {
            let (ours, peer) = (&compared.ours, &compared.peer);
            line(&format!("{kind}: requests/s"), ours.requests_per_second, peer.requests_per_second, compared.speed);
            line(&format!("{kind}: CPU µs"), ours.cpu_micros, peer.cpu_micros, compared.cpu);
            let mut whole =
                |name: &str, ours: u64, peer: u64| line(&format!("{kind}: {name}"), ours as f64, peer as f64, ours as f64 / peer as f64);
            whole("p50 µs", ours.p50_micros, peer.p50_micros);
            whole("p99 µs", ours.p99_micros, peer.p99_micros);
            whole("memory KiB", ours.rss_kib, peer.rss_kib);
        }
        let [ours, peer] = &self.alone;
        for (kind, (ours, peer)) in ["checked", "stored"].iter().zip(ours.iter().zip(peer)) {
            let (ours, peer) = (ours.cpu_p99_micros as f64, peer.cpu_p99_micros as f64);
            line(&format!("{kind}: CPU µs alone, p99"), ours, peer, ours / peer);
        }
        if let Some(growth) = &self.growth {
            let steps: Vec<String> = growth.rss_kib.iter().map(|kib| (kib / 1024).to_string()).collect();
            lines.push(format!("  memory over {} intakes, MiB: {}", growth.intakes.last().unwrap_or(&0), steps.join(" ")));
        }
        lines.join("\n")
    }
}

/// The value below which this share of a sorted list lies.
pub fn at(sorted: &[u64], share: f64) -> u64 {
    let place = (sorted.len() as f64 * share) as usize;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn medians(rounds: &[Figures]) -> Figures {
    let of = |part: fn(&Figures) -> f64| median(rounds.iter().map(part).collect());
    Figures {
        requests_per_second: of(|figures| figures.requests_per_second),
        cpu_micros: of(|figures| figures.cpu_micros),
        cpu_micros_until_answered: of(|figures| figures.cpu_micros_until_answered),
        client_cpu_micros: of(|figures| figures.client_cpu_micros),
        p50_micros: of(|figures| figures.p50_micros as f64) as u64,
        p99_micros: of(|figures| figures.p99_micros as f64) as u64,
        rss_kib: of(|figures| figures.rss_kib as f64) as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_taken_round_by_round() {
        let round = |speed| Figures { requests_per_second: speed, cpu_micros: 1.0, ..Figures::default() };
        let mut judged = Judged::default();
        // A machine that is half as fast in the second round.
        for (ours, peer) in [(200.0, 100.0), (100.0, 50.0), (210.0, 100.0)] {
            judged.add(Side::Ours, round(ours));
            judged.add(Side::Peer, round(peer));
        }
        let compared = judged.compared();
        assert_eq!((compared.speed, compared.peer.requests_per_second), (2.0, 100.0));
    }

    #[test]
    fn a_share_of_few_values_is_one_of_them() {
        assert_eq!((at(&[1, 2, 3, 4], 0.5), at(&[7], 0.99), at(&[], 0.5)), (3, 7, 0));
    }
}
