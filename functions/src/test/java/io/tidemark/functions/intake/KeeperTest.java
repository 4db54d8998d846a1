package io.tidemark.functions.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.LedgerMeter;
import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.OperatorUnderTest;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

class KeeperTest {

  @Test
  void everyEventIsKeptWithItsTimeHoweverLateAndCountedAsOnTime() throws Exception {
    OperatorUnderTest<Event, Event> keeper =
        OperatorUnderTest.start(
            OperatorUnderTest.streamOf(TypeInformation.of(Event.class))
                .transform("keep", TypeInformation.of(Event.class), new Keeper()),
            Backend.HASHMAP);
    keeper.send(Events.event("1", "view"), 100);
    keeper.watermark(1_000);
    keeper.send(Events.event("2", "view"), 5);

    assertThat(keeper.records()).extracting(StreamRecord::getTimestamp).containsExactly(100L, 5L);
    keeper.beforeBarrier();
    assertThat(keeper.side(LedgerMeter.TAG)).hasToString("[on_time=2]");
    keeper.close();
  }
}
