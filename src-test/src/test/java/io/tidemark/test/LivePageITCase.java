package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of a demonstration, in a real browser. It needs Chromium: without it it is skipped,
 * unless {@code TIDEMARK_BROWSER} says {@code required}.
 */
final class LivePageITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GLANCE = Duration.ofMillis(250);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir Path home;
  @TempDir Path profile;

  private Path chromium;

  @BeforeEach
  void findChromium() throws IOException {
    chromium =
        InstalledProgram.find("TIDEMARK_BROWSER", "chromium", "chromium-browser", "google-chrome");
    Files.createDirectories(SCREENSHOTS);
  }

  @Test
  void browserSeesEventsWatermarkPanesRetractionsAndTheBooksThatTheTerminalPrints()
      throws Exception {
    try (TidemarkProcess run =
            TidemarkProcess.start(
                home,
                "run",
                "click-counts",
                "--window.size=5s",
                "--window.accumulation=retracting",
                "--kafka.changelog=full",
                "--checkpoint.interval=3s");
        Browser browser = Browser.start(chromium, profile)) {
      browser.seeAs(1440, 1000, false, false);
      URI page = page(run);
      browser.open(page);

      eventually(() -> assertThat(browser.text("#state")).isEqualTo("running"));
      eventually(() -> assertThat(number(browser, "dots")).isGreaterThan(100));
      eventually(() -> assertThat(dotsDrawn(browser)).isPositive());
      eventually(() -> assertThat(number(browser, "points")).isPositive());
      int points = number(browser, "points");
      eventually(() -> assertThat(number(browser, "points")).isGreaterThan(points + 5));
      eventually(
          () -> assertThat(browser.text("#changes tbody")).contains("ON_TIME").contains("LATE"));
      eventually(
          () -> {
            assertThat(browser.text("#changes tr.gone .op")).contains("-U");
            assertThat(browser.text("#changes tr.gone .why")).contains("taken back");
          });
      eventually(() -> assertThat(browser.text("#verdict")).contains("balanced"));
      eventually(() -> assertThat(browser.text("#partitions tbody")).contains("events_v1-0"));
      eventually(() -> assertThat(browser.text("#keys")).contains("i1"));

      browser.evaluate("document.getElementById('plane').focus()");
      browser.press("ArrowLeft");
      assertThat(browser.text("#tip")).contains("came");
      browser.press(" ");
      assertThat(browser.text("#pause")).isEqualTo("Go on");
      browser.press(" ");
      browser.press("Escape");
      keep(browser, "page");
      browser.seeAs(1440, 1000, false, true);
      keep(browser, "page-dark");
      browser.seeAs(390, 844, true, false);
      assertThat(browser.evaluate("document.documentElement.scrollWidth <= 390").asBoolean())
          .as("a phone scrolls up and down only")
          .isTrue();
      keep(browser, "page-phone");
      browser.seeAs(1440, 1000, false, false);

      run.interrupt();
      eventually(() -> assertThat(browser.text("#state")).isEqualTo("ended"));
      assertThat(run.exitStatus()).as("exit status").isZero();
      assertThat(browser.text("#verdict")).startsWith("At the end: balanced");
      for (Map.Entry<String, Long> column : run.books().entrySet()) {
        if (!column.getKey().startsWith("assigned")) {
          assertThat(browser.text("[data-outcome=" + column.getKey() + "] td:nth-child(2)"))
              .as(column.getKey())
              .isEqualTo(String.format("%,d", column.getValue()));
        }
      }
      keep(browser, "page-at-the-end");

      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests())
          .isNotEmpty()
          .allMatch(request -> request.startsWith(page.toString()));
    }
  }

  /** The address that the run prints. */
  private static URI page(TidemarkProcess run) {
    String begin = "Page: ";
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(run.isAlive()).as("alive: %s", run.err()).isTrue();
              return run.err().stream().filter(line -> line.startsWith(begin)).findFirst();
            },
            Optional::isPresent)
        .map(line -> URI.create(line.substring(begin.length()).strip()))
        .orElseThrow();
  }

  private static void eventually(ThrowingRunnable seen) {
    await().atMost(PATIENCE).pollInterval(GLANCE).untilAsserted(seen);
  }

  private static int number(Browser browser, String name) {
    return browser.evaluate("Number(document.body.dataset." + name + " ?? 0)").asInt();
  }

  /** How many of the plane's pixels have the colour of events on time. */
  private static int dotsDrawn(Browser browser) {
    return browser
        .evaluate(
            "(() => { const c = document.getElementById('plane');"
                + " const p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                + " let n = 0;"
                + " for (let i = 0; i < p.length; i += 4)"
                + "   if (p[i] < 60 && p[i + 1] > 90 && p[i + 1] < 140 && p[i + 2] > 150) n++;"
                + " return n; })()")
        .asInt();
  }

  /** Keeps a picture, once what is shown has been drawn. */
  private static void keep(Browser browser, String name) throws IOException {
    browser.evaluate(
        "new Promise(drawn => setTimeout(() => requestAnimationFrame(() => drawn(0)), 600))");
    browser.screenshot(SCREENSHOTS.resolve(name + ".png"));
  }
}
