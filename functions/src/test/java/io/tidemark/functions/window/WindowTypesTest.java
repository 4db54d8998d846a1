package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.aggregate.DistinctCount;
import io.tidemark.functions.eventtime.KeyGroupsWatermark;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.JoinIds;
import io.tidemark.functions.testing.RoundTrip;
import io.tidemark.functions.testing.SortedIds;
import io.tidemark.functions.testing.TypeChecks;
import io.tidemark.functions.type.HandWrittenType;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WindowTypesTest {

  static List<TypeInformation<?>> types() {
    return List.of(
        WindowResult.typeOf(Types.STRING),
        WindowResult.typeOf(TypeInformation.of(Click.class)),
        LateRecord.typeOf(TypeInformation.of(Click.class)),
        WindowContents.typeOf(Types.LONG, Types.STRING),
        WindowContents.typeOf(TypeInformation.of(JoinIds.Ids.class), Types.STRING),
        WindowContents.typeOf(TypeInformation.of(DistinctCount.class), Types.LONG),
        AbsorbedWindow.typeOf(Types.STRING),
        AbsorbedWindow.typeOf(TypeInformation.of(Click.class)),
        Slice.typeOf(Types.LONG),
        Slice.typeOf(TypeInformation.of(SortedIds.Ids.class)),
        RunningTotal.typeOf(Types.LONG),
        RunningTotal.typeOf(TypeInformation.of(DistinctCount.class)),
        Session.typeOf(Types.LONG, Types.STRING),
        Session.typeOf(TypeInformation.of(JoinIds.Ids.class), TypeInformation.of(Click.class)),
        TypeInformation.of(WindowBounds.class),
        TypeInformation.of(KeyGroupsWatermark.class));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aLaterVersionMayAddFieldsToAType(TypeInformation<?> type) {
    assertThat(type).isInstanceOfAny(PojoTypeInfo.class, HandWrittenType.class);
  }

  @ParameterizedTest
  @MethodSource("types")
  void noPartOfATypeIsLeftToKryo(TypeInformation<?> type) {
    TypeChecks.assertNoGenericPart(type);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aSavepointIsReadAsItIs(TypeInformation<?> type) throws Exception {
    TypeChecks.assertRestoresAsItIs(type);
  }

  @ParameterizedTest
  @EnumSource(Timing.class)
  void aResultArrivesWhole(Timing timing) {
    RoundTrip<WindowResult<String>> roundTrip = new RoundTrip<>(WindowResult.typeOf(Types.STRING));
    for (RowKind op : RowKind.values()) {
      WindowResult<String> result =
          new WindowResult<>(
              op, "key", new WindowBounds(-10, 0), timing, 3, 2, op == RowKind.DELETE, "value");
      assertThat(roundTrip.of(result)).isEqualTo(result);
    }
  }

  @Test
  void aResultCanBeNull() {
    WindowResult<String> result =
        new WindowResult<>(
            RowKind.INSERT, "", new WindowBounds(0, 10), Timing.ON_TIME, 0, 0, true, null);
    assertThat(new RoundTrip<>(WindowResult.typeOf(Types.STRING)).of(result)).isEqualTo(result);
  }

  @ParameterizedTest
  @EnumSource(LateRecord.Outcome.class)
  void aLateRecordArrivesWithTheWindowsItMissed(LateRecord.Outcome outcome) {
    LateRecord<Click> late =
        new LateRecord<>(
            new Click("key", "id"),
            "key",
            1,
            -1,
            Long.MAX_VALUE,
            outcome,
            List.of(new WindowBounds(-10, 0), new WindowBounds(-5, 5)));
    assertThat(new RoundTrip<>(LateRecord.typeOf(TypeInformation.of(Click.class))).of(late))
        .isEqualTo(late);
  }

  @Test
  void theContentsOfAWindowComeBackFromStateWithWhateverTheyHave() {
    WindowContents<Long, String> contents = new WindowContents<>();
    assertComesBack(contents);
    contents.accumulator = 42L;
    assertComesBack(contents);
    contents.changes = 5;
    contents.complete = true;
    assertComesBack(contents);
    contents.panes = 7;
    contents.panesNotEarly = 6;
    assertComesBack(contents);
    contents.dueAt = -1;
    contents.emitted = "before";
    assertComesBack(contents);
    contents.absorbed =
        List.of(
            new AbsorbedWindow<>(new WindowBounds(-10, 0), 3, 2, "before"),
            new AbsorbedWindow<>(new WindowBounds(0, 1), 1, 1, null));
    assertComesBack(contents);
  }

  private static void assertComesBack(WindowContents<Long, String> contents) {
    TypeInformation<WindowContents<Long, String>> type =
        WindowContents.typeOf(Types.LONG, Types.STRING);
    assertThat(new RoundTrip<>(type).of(contents)).usingRecursiveComparison().isEqualTo(contents);
    assertThat(RoundTrip.serializerOf(type).copy(contents))
        .isNotSameAs(contents)
        .usingRecursiveComparison()
        .isEqualTo(contents);
  }

  @Test
  void aSliceComesBackFromStateWithAndWithoutWhatItHasInTheOlderStack() {
    RoundTrip<Slice<Long>> roundTrip = new RoundTrip<>(Slice.typeOf(Types.LONG));
    Slice<Long> slice = new Slice<>(42L);
    assertThat(roundTrip.of(slice)).usingRecursiveComparison().isEqualTo(slice);
    slice.upToTurn = 43L;
    slice.seenToUntil = 44;
    assertThat(roundTrip.of(slice)).usingRecursiveComparison().isEqualTo(slice);
  }

  @Test
  void aRunningTotalComesBackFromStateEmptyAndFull() {
    RoundTrip<RunningTotal<Long>> roundTrip = new RoundTrip<>(RunningTotal.typeOf(Types.LONG));
    RunningTotal<Long> total = new RunningTotal<>();
    assertThat(roundTrip.of(total)).usingRecursiveComparison().isEqualTo(total);
    total.accumulator = 42L;
    total.newest = 1;
    total.oldest = -2;
    total.turnedBefore = -3;
    assertThat(roundTrip.of(total)).usingRecursiveComparison().isEqualTo(total);
  }

  @Test
  void aSessionComesBackFromState() {
    WindowContents<Long, String> contents = new WindowContents<>();
    contents.accumulator = 42L;
    Session<Long, String> session = new Session<>(5, new WindowBounds(-10, 10), contents);
    assertThat(new RoundTrip<>(Session.typeOf(Types.LONG, Types.STRING)).of(session))
        .usingRecursiveComparison()
        .isEqualTo(session);
  }
}
