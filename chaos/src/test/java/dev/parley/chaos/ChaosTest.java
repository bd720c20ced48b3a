package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.models.ModelEndpoint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Worker and server are killed at random moments. The seeds are fresh in each build; {@code
 * -Dparley.seeds=1,2,3} chooses them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChaosTest {

  private static final int RUNS = 5;
  private static final int LARGEST = 1_000_000_000;

  @SuppressWarnings("NullAway.Init")
  private Lab lab;

  @SuppressWarnings("NullAway.Init")
  private ModelEndpoint endpoint;

  @SuppressWarnings("NullAway.Init")
  private ChaosRun chaos;

  @BeforeAll
  void open(@TempDir Path folder) {
    lab = Lab.open(Parts.requireTemporal(), folder);
    endpoint = Coding.TWELVE.endpoint();
    chaos = new ChaosRun(lab, endpoint, ChaosRun.undisturbed(lab, endpoint));
    assertThat(chaos.expected()).hasSize(24);
  }

  @AfterAll
  void close() {
    if (endpoint != null) {
      endpoint.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  static LongStream seeds() {
    String chosen = System.getProperty("parley.seeds", "");
    return chosen.isEmpty()
        ? new Random().longs(RUNS, 1, LARGEST)
        : Arrays.stream(chosen.split(",", -1)).mapToLong(Long::parseLong);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aConversationWhoseProcessesAreKilledEndsAsOneThatNobodyDisturbs(long seed) {
    ChaosRun.Report report = chaos.run(seed);

    System.out.printf(
        "chaos seed %d: killed %s, %d model requests, %d ms%n",
        seed, report.kills(), report.requests(), report.millis());
    assertThat(report.problems())
        .as("seed %d; again: mvn -pl chaos test -Dtest=ChaosTest -Dparley.seeds=%d", seed, seed)
        .isEmpty();
  }
}
