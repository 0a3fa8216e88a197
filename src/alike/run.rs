//! Sorted runs of band entries, cut into buckets small enough to be read one by one: the form in which signatures stay
//! on disk. A run never changes; small ones are merged into larger ones.
//!
//! An entry is the number of a band and the row that has it. The buckets of a run share its numbers evenly by their
//! upper bits; within a bucket stand first the lower bits of all entries in order, in as few bytes as they take, then
//! the rows in the same order (little-endian).

/// A band's number and the row that has it, sorted by both.
pub type Entry = (u32, u32);

/// Entries that a bucket holds about.
const IN_BUCKET: usize = 256;
/// Most upper bits that name a bucket.
pub const MOST_BITS: u32 = 16;
const ROW: usize = 4;

/// How a run is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    bits: u32,
}

impl Cut {
    /// The cut for a run of so many entries.
    pub fn for_entries(count: usize) -> Cut {
        let buckets = (count / IN_BUCKET).max(1);
        Cut { bits: buckets.ilog2().min(MOST_BITS) }
    }

    /// The cut by so many upper bits; none where there is no such cut.
    pub fn of_bits(bits: u32) -> Option<Cut> {
        (bits <= MOST_BITS).then_some(Cut { bits })
    }

    /// Upper bits that name a bucket.
    pub fn bits(self) -> u32 {
        self.bits
    }

    /// How many buckets there are.
    pub fn buckets(self) -> u32 {
        1 << self.bits
    }

    /// The bucket that a band's number belongs in.
    pub fn bucket(self, band: u32) -> u32 {
        (u64::from(band) >> (32 - self.bits)) as u32
    }

    /// Bytes that the lower bits of a number take.
    fn width(self) -> usize {
        (32 - self.bits).div_ceil(8) as usize
    }

    fn lower(self, band: u32) -> u32 {
        (u64::from(band) & ((1u64 << (32 - self.bits)) - 1)) as u32
    }

    /// The entries of one bucket, which are sorted, as bytes.
    pub fn pack(self, entries: &[Entry]) -> Vec<u8> {
        let width = self.width();
        let mut bytes = Vec::with_capacity(entries.len() * (width + ROW));
        for (band, _) in entries {
            bytes.extend(self.lower(*band).to_le_bytes().iter().take(width));
        }
        entries.iter().for_each(|(_, row)| bytes.extend(row.to_le_bytes()));
        bytes
    }

    /// The entries of a bucket. Damaged bytes give fewer entries, or wrong ones, which comparing the texts finds out.
    pub fn unpack(self, bucket: u32, bytes: &[u8]) -> impl Iterator<Item = Entry> + '_ {
        let (bands, rows) = self.columns(bytes);
        let upper = (u64::from(bucket) << (32 - self.bits)) as u32;
        let bands = bands.chunks_exact(self.width()).map(move |lower| upper | number(lower));
        bands.zip(rows.chunks_exact(ROW).map(number))
    }

    /// The rows of a bucket that have a band, in order.
    pub fn find(self, bytes: &[u8], band: u32) -> impl Iterator<Item = u32> + '_ {
        let (bands, rows) = self.columns(bytes);
        let (width, wanted) = (self.width(), self.lower(band));
        let lower = move |at: usize| bands.get(at * width..(at + 1) * width).map(number);
        let (mut first, mut end) = (0, bands.len() / width);
        while first < end {
            let middle = first + (end - first) / 2;
            match lower(middle) {
                Some(found) if found < wanted => first = middle + 1,
                _ => end = middle,
            }
        }
        let same = (first..).take_while(move |at| lower(*at) == Some(wanted));
        same.filter_map(move |at| rows.get(at * ROW..(at + 1) * ROW).map(number))
    }

    fn columns(self, bytes: &[u8]) -> (&[u8], &[u8]) {
        let count = bytes.len() / (self.width() + ROW);
        bytes.split_at(count * self.width())
    }
}

/// Up to four bytes as a number, little-endian.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

/// Sorted sequences of entries as one. Entries of the same number come in the order of the sequences.
pub struct Merged<I: Iterator<Item = Entry>> {
    inputs: Vec<std::iter::Peekable<I>>,
}

impl<I: Iterator<Item = Entry>> Merged<I> {
    /// Merges these sequences.
    pub fn of(inputs: impl IntoIterator<Item = I>) -> Self {
        Merged { inputs: inputs.into_iter().map(Iterator::peekable).collect() }
    }
}

impl<I: Iterator<Item = Entry>> Iterator for Merged<I> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        // There are a handful of inputs: looking at each is as quick as a heap.
        let next =
            |(at, input): (usize, &mut std::iter::Peekable<I>)| input.peek().map(|entry| (entry.0, at));
        let (_, first) = self.inputs.iter_mut().enumerate().filter_map(next).min()?;
        self.inputs.get_mut(first)?.next()
    }
}
