package io.tidemark.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerITCase {

  @TempDir Path folder;

  @Test
  void whatIsProducedIsConsumed() throws Exception {
    try (LocalBroker broker = LocalBroker.start(folder, 0);
        TestClients clients = new TestClients(broker.bootstrapServers())) {
      clients.produce("clicks", "a", "b", "c");

      assertThat(clients.consume("clicks", 3)).containsExactlyInAnyOrder("a", "b", "c");
    }
  }

  @Test
  void aTopicThatNobodyCreatedHasFourPartitions() throws Exception {
    try (LocalBroker broker = LocalBroker.start(folder, 0);
        TestClients clients = new TestClients(broker.bootstrapServers())) {
      assertThat(clients.partitionsOf("clicks")).isEqualTo(4);
    }
  }

  @Test
  void recordsAreAcceptedHoweverOldOrFarAheadTheirTimestampsAre() throws Exception {
    try (LocalBroker broker = LocalBroker.start(folder, 0);
        TestClients clients = new TestClients(broker.bootstrapServers())) {
      clients.produceAt(Instant.parse("1970-01-02T00:00:00Z"), "clicks", "old");
      clients.produceAt(Instant.parse("2999-01-01T00:00:00Z"), "clicks", "ahead");

      assertThat(clients.consume("clicks", 2)).containsExactlyInAnyOrder("old", "ahead");
    }
  }

  @Test
  void aReadCommittedConsumerSeesWhatATransactionCommittedAndNotWhatItAborted() throws Exception {
    try (LocalBroker broker = LocalBroker.start(folder, 0);
        TestClients clients = new TestClients(broker.bootstrapServers())) {
      clients.produceAndAbort("clicks", "taken back");
      clients.produceAndCommit("clicks", "a", "b");

      assertThat(clients.consume("clicks", 2)).containsExactlyInAnyOrder("a", "b");
    }
  }

  @Test
  void recordsAndCommittedOffsetsAreThereAfterARestart() throws Exception {
    try (LocalBroker broker = LocalBroker.start(folder, 0);
        TestClients clients = new TestClients(broker.bootstrapServers())) {
      clients.produce("clicks", "read before");
      clients.consume("clicks", 1);
      clients.produce("clicks", "read after");
    }

    try (LocalBroker broker = LocalBroker.start(folder, 0);
        TestClients clients = new TestClients(broker.bootstrapServers())) {
      assertThat(clients.consume("clicks", 1)).containsExactly("read after");
    }
  }

  @Test
  void aKilledProcessLeavesItsFolderWithEveryCommittedRecordToTheNextBroker() throws Exception {
    try (BrokerProcess process = BrokerProcess.start(folder);
        TestClients clients = new TestClients(process.bootstrapServers())) {
      clients.produceAndCommit("clicks", "committed");
      clients.produce("clicks", "plain");
      clients.produceAndLeaveOpen("clicks", "never committed");
      process.kill();
    }

    try (LocalBroker broker = LocalBroker.start(folder, 0);
        TestClients clients = new TestClients(broker.bootstrapServers())) {
      // The same transactional id again: its first act is to abort what it left open.
      clients.produceAndCommit("clicks", "new");

      assertThat(clients.consume("clicks", 3))
          .containsExactlyInAnyOrder("committed", "plain", "new");
    }
  }

  @Test
  void afterAKillTheNextBrokerDoesNotWaitForTheSessionOfTheDeadOne() throws Exception {
    try (BrokerProcess process = BrokerProcess.start(folder)) {
      process.kill();
    }

    assertTimeout(
        BrokerSettings.SESSION_TIMEOUT.dividedBy(2), () -> LocalBroker.start(folder, 0).close());
  }

  @Test
  void aProcessThatIsToldToStopSignsOffFirst() throws Exception {
    try (BrokerProcess process = BrokerProcess.start(folder)) {
      process.terminate();
    }

    assertThat(folder.resolve("kafka").resolve(".kafka_cleanshutdown")).exists();
  }

  @Test
  void aFolderThatABrokerOfThisProcessRunsOnIsRefusedInOneClearLine() throws Exception {
    try (LocalBroker running = LocalBroker.start(folder, 0)) {
      assertThatIOException()
          .isThrownBy(() -> LocalBroker.start(folder, 0))
          .withMessage("Another local Kafka broker is running on the folder " + folder);
    }
  }

  @Test
  void aFolderThatABrokerOfAnotherProcessRunsOnIsRefusedInOneClearLine() throws Exception {
    try (BrokerProcess running = BrokerProcess.start(folder)) {
      assertThatIOException()
          .isThrownBy(() -> LocalBroker.start(folder, 0))
          .withMessage("Another local Kafka broker is running on the folder " + folder);
    }
  }

  @Test
  void aTakenPortIsRefusedInOneClearLineAndTheFolderStaysFree() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatIOException()
          .isThrownBy(() -> LocalBroker.start(folder, other.getLocalPort()))
          .withMessage(
              "The local Kafka broker cannot listen on 127.0.0.1:%d: Address already in use",
              other.getLocalPort());
    }

    LocalBroker.start(folder, 0).close();
  }

  @Test
  void aPortIsFreeAgainOnceItsBrokerIsClosed() throws Exception {
    LocalBroker first = LocalBroker.start(folder.resolve("first"), 0);
    first.close();

    int port = URI.create("kafka://" + first.bootstrapServers()).getPort();
    try (LocalBroker second = LocalBroker.start(folder.resolve("second"), port)) {
      assertThat(second.bootstrapServers()).isEqualTo(first.bootstrapServers());
    }
  }

  @Test
  void aFolderThatIsAFileIsRefusedInOneClearLine() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatIOException()
        .isThrownBy(() -> LocalBroker.start(file, 0))
        .withMessage("The local Kafka broker cannot use the folder " + file + ": Not a directory");
  }

  @Test
  void aFolderOfABiggerClusterIsRefusedInOneClearLine() throws IOException {
    Path logFolder = Files.createDirectories(folder.resolve("kafka"));
    Files.write(
        logFolder.resolve("meta.properties"),
        List.of("version=1", "cluster.id=other", "node.id=7"));

    assertThatIOException()
        .isThrownBy(() -> LocalBroker.start(folder, 0))
        .withMessageContaining("The local Kafka broker cannot use the folder " + logFolder)
        .withMessageNotContaining("\n");
  }

  @Test
  void twoBrokersLiveSideBySide() throws Exception {
    try (LocalBroker one = LocalBroker.start(folder.resolve("one"), 0);
        LocalBroker two = LocalBroker.start(folder.resolve("two"), 0);
        TestClients ofOne = new TestClients(one.bootstrapServers());
        TestClients ofTwo = new TestClients(two.bootstrapServers())) {
      ofOne.produce("clicks", "to one");
      ofTwo.produce("clicks", "to two");

      assertThat(ofOne.consume("clicks", 1)).containsExactly("to one");
      assertThat(ofTwo.consume("clicks", 1)).containsExactly("to two");
    }
  }
}
