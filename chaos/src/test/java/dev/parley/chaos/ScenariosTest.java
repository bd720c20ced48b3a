package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of conversation, played on a real server and then replayed from its history. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScenariosTest extends LabFixture.ForTheClass {

  static Stream<String> kinds() {
    return Scenarios.all().keySet().stream();
  }

  @ParameterizedTest
  @Order(1)
  @MethodSource("kinds")
  void itEndsWithAWholeTranscriptAndIsReplayed(String kind) throws Exception {
    Objects.requireNonNull(Scenarios.all().get(kind)).play(lab, kind);

    awaitWhole(kind);
    assertThat(lab.histories(kind)).hasSize(runs(kind));
  }

  private static int runs(String kind) {
    return switch (kind.replace(Scenarios.AUTO, "")) {
      case "continued-as-new" -> 3;
      case "say-after-end" -> 2;
      default -> 1;
    };
  }

  @ParameterizedTest
  @Order(2)
  @ValueSource(
      strings = {
        "continued-as-new",
        "server-restart",
        "worker-restart",
        "auto-coding",
        "auto-continued-as-new",
        "auto-server-restart",
        "auto-worker-restart"
      })
  void crashesAndContinuingAsNewAndLanesChangeNothing(String kind) {
    assertThat(lab.lines(kind)).isEqualTo(lab.lines("coding")).hasSize(14);
  }
}
