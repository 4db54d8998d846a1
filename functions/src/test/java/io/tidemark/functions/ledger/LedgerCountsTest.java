package io.tidemark.functions.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.RoundTrip;
import io.tidemark.functions.testing.TypeChecks;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerCountsTest {

  private static final Set<Entry> OUTCOMES = EnumSet.range(Entry.ON_TIME, Entry.FUTURE);
  private static final Set<Entry> ASSIGNMENT_OUTCOMES =
      EnumSet.range(Entry.ASSIGNED_ON_TIME, Entry.ASSIGNED_LATE_DROPPED);

  private static LedgerCounts one(Entry... entries) {
    LedgerCounts counts = new LedgerCounts();
    for (Entry entry : entries) {
      counts.add(entry, 1);
    }
    return counts;
  }

  @Test
  void nothingCountedIsBalanced() {
    LedgerCounts counts = new LedgerCounts();
    assertThat(counts.isEmpty()).isTrue();
    assertThat(counts.balanced()).isTrue();
    assertThat(counts.inFlight()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Entry.class)
  void aCountThatStandsAloneIsNotBalanced(Entry entry) {
    assertThat(one(entry).isEmpty()).isFalse();
    assertThat(one(entry).balanced()).isFalse();
  }

  @Test
  void aRecordReadBalancesWithExactlyOneOutcome() {
    for (Entry outcome : OUTCOMES) {
      assertThat(one(Entry.READ, outcome).balanced()).as("%s", outcome).isTrue();
      assertThat(one(Entry.READ, outcome, outcome).balanced()).as("%s twice", outcome).isFalse();
    }
  }

  @Test
  void anAssignmentBalancesWithExactlyOneOutcome() {
    for (Entry outcome : ASSIGNMENT_OUTCOMES) {
      assertThat(one(Entry.ASSIGNED, outcome).balanced()).as("%s", outcome).isTrue();
    }
    assertThat(one(Entry.ASSIGNED, Entry.ON_TIME).balanced()).isFalse();
  }

  @Test
  void whatHasNoOutcomeYetIsInFlight() {
    assertThat(one(Entry.READ, Entry.READ, Entry.ON_TIME).inFlight()).isEqualTo(1);
    assertThat(one(Entry.READ, Entry.ON_TIME, Entry.FUTURE).inFlight()).isEqualTo(-1);
    assertThat(one(Entry.ASSIGNED).inFlight()).isZero();
  }

  @Test
  void setsOfCountsAddUp() {
    LedgerCounts counts = one(Entry.READ, Entry.FUTURE);
    counts.addAll(one(Entry.READ, Entry.MALFORMED));
    assertThat(counts).hasToString("read=2 malformed=1 future=1");
    assertThat(counts).isEqualTo(one(Entry.FUTURE, Entry.MALFORMED, Entry.READ, Entry.READ));
    assertThat(counts)
        .hasSameHashCodeAs(one(Entry.FUTURE, Entry.MALFORMED, Entry.READ, Entry.READ));
    assertThat(counts).isNotEqualTo(one(Entry.READ));
  }

  @Test
  void theOrderOfTheEntriesIsPartOfSavepoints() {
    assertThat(Entry.values())
        .startsWith(
            Entry.READ,
            Entry.ON_TIME,
            Entry.LATE_REFINED,
            Entry.LATE_PARTIAL,
            Entry.LATE_DROPPED,
            Entry.FILTERED,
            Entry.DUPLICATE,
            Entry.MALFORMED,
            Entry.FUTURE,
            Entry.ASSIGNED,
            Entry.ASSIGNED_ON_TIME,
            Entry.ASSIGNED_LATE_REFINED,
            Entry.ASSIGNED_LATE_DROPPED);
  }

  @Test
  void countsAreAPojoToFlink() throws Exception {
    TypeInformation<LedgerCounts> type = TypeInformation.of(LedgerCounts.class);
    TypeChecks.assertNoGenericPart(type);
    TypeChecks.assertRestoresAsItIs(type);
    assertThat(RoundTrip.serializerOf(type)).isInstanceOf(PojoSerializer.class);

    LedgerCounts counts = new LedgerCounts();
    for (Entry entry : Entry.values()) {
      counts.add(entry, entry.ordinal() * 1_000_000_000_000L);
    }
    assertThat(new RoundTrip<>(type).of(counts)).isEqualTo(counts);
  }

  @Test
  void countsOfAnOlderSavepointHaveFewerEntriesAndTheRestIsZero() throws Exception {
    LedgerCounts old = writtenWhenThereWereOnly(2, one(Entry.READ, Entry.ON_TIME, Entry.FUTURE));
    assertThat(old.get(Entry.READ)).isEqualTo(1);
    assertThat(old.get(Entry.FUTURE)).isZero();
    assertThat(old).isEqualTo(one(Entry.READ, Entry.ON_TIME));
    assertThat(old).hasSameHashCodeAs(one(Entry.READ, Entry.ON_TIME));
    assertThat(old).hasToString("read=1 on_time=1");
    assertThat(old.balanced()).isTrue();

    LedgerCounts totals = new LedgerCounts();
    totals.addAll(old);
    assertThat(totals).isEqualTo(old);
    old.addAll(one(Entry.READ, Entry.FUTURE));
    assertThat(old).hasToString("read=2 on_time=1 future=1");
  }

  /** The bytes that a version with only the first entries would have written, read by this one. */
  private static LedgerCounts writtenWhenThereWereOnly(int entries, LedgerCounts counts)
      throws Exception {
    TypeSerializer<LedgerCounts> serializer =
        RoundTrip.serializerOf(TypeInformation.of(LedgerCounts.class));
    DataOutputSerializer whole = new DataOutputSerializer(256);
    serializer.serialize(counts, whole);
    int bytesAhead = whole.length() - Integer.BYTES - Entry.values().length * Long.BYTES;

    DataOutputSerializer old = new DataOutputSerializer(256);
    old.write(whole.getSharedBuffer(), 0, bytesAhead);
    old.writeInt(entries);
    old.write(whole.getSharedBuffer(), bytesAhead + Integer.BYTES, entries * Long.BYTES);
    return serializer.deserialize(new DataInputDeserializer(old.getCopyOfBuffer()));
  }
}
