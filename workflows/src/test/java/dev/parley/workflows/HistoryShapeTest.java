package dev.parley.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What effects leave in history, on a real server: see {@link Lane}. */
class HistoryShapeTest {

  private static final int MAX_INPUT = 1_024;
  private static final int MAX_MARKER = 1_536;
  private static final Set<String> LOCAL =
      Set.of(
          "open",
          "append",
          "chat",
          "choose",
          "combine",
          "heads",
          "invoke",
          "close",
          "begin_reply",
          "begin_summarize",
          "begin_execute_code");

  private static Stream<HistoryEvent> events() {
    return GoldenHistories.files().stream()
        .map(GoldenHistories::text)
        .map(WorkflowExecutionHistory::fromJson)
        .flatMap(history -> history.getEvents().stream());
  }

  private static List<ActivityTaskScheduledEventAttributes> activities() {
    return events()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
        .toList();
  }

  @Test
  void everyActivityHasAHeartbeatTimeoutAndNoLimitOfAttempts() {
    assertThat(activities())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            activity -> {
              assertThat(Durations.toMillis(activity.getHeartbeatTimeout())).isEqualTo(2_000);
              assertThat(Durations.toMillis(activity.getStartToCloseTimeout())).isPositive();
              assertThat(activity.getRetryPolicy().getMaximumAttempts()).isZero();
              assertThat(Durations.toMillis(activity.getRetryPolicy().getInitialInterval()))
                  .isEqualTo(100);
              assertThat(Durations.toMillis(activity.getRetryPolicy().getMaximumInterval()))
                  .isEqualTo(60_000);
            });
  }

  @Test
  void inputsAreSmall() {
    assertThat(activities())
        .allSatisfy(
            activity -> assertThat(activity.getInput().getSerializedSize()).isLessThan(MAX_INPUT));
  }

  @Test
  void whatQuickEffectsLeaveIsSmall() {
    assertThat(
            events()
                .filter(HistoryEvent::hasMarkerRecordedEventAttributes)
                .filter(marker -> text(marker, "type").startsWith("\"begin_"))
                .toList())
        .hasSizeGreaterThan(50)
        .allSatisfy(marker -> assertThat(marker.getSerializedSize()).isLessThan(MAX_MARKER));
  }

  @Test
  void activitiesSayWhoDoesWhat() {
    assertThat(
            events()
                .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                .map(event -> event.getUserMetadata().getSummary().getData().toStringUtf8()))
        .contains("\"coder · scripted:main\"", "\"runner · local\"", "\"summary · scripted:main\"");
  }

  @Test
  void localEffectsLeaveNoArguments() {
    List<HistoryEvent> markers =
        events().filter(HistoryEvent::hasMarkerRecordedEventAttributes).toList();

    assertThat(markers)
        .extracting(marker -> text(marker, "type"))
        .contains(
            "\"open\"",
            "\"append\"",
            "\"close\"",
            "\"begin_reply\"",
            "\"begin_summarize\"",
            "\"begin_execute_code\"")
        .allSatisfy(type -> assertThat(LOCAL).contains(type.replace("\"", "")));
    assertThat(markers)
        .allSatisfy(
            marker ->
                assertThat(marker.getMarkerRecordedEventAttributes().getDetailsMap())
                    .doesNotContainKey("input"));
    assertThat(activities())
        .extracting(activity -> activity.getActivityType().getName())
        .containsOnly("reply", "summarize", "select_speaker", "execute_code", "pay", "look");
  }

  private static String text(HistoryEvent marker, String key) {
    return Objects.requireNonNull(
            marker.getMarkerRecordedEventAttributes().getDetailsMap().get(key), key)
        .getPayloads(0)
        .getData()
        .toStringUtf8();
  }

  @Test
  void theWorkflowTaskTimeoutIsSetAgainWhenARunContinuesAsNew() {
    List<HistoryEvent> starts =
        events().filter(HistoryEvent::hasWorkflowExecutionStartedEventAttributes).toList();

    assertThat(starts)
        .hasSize(GoldenHistories.files().size())
        .allSatisfy(
            start ->
                assertThat(
                        Durations.toMillis(
                            start
                                .getWorkflowExecutionStartedEventAttributes()
                                .getWorkflowTaskTimeout()))
                    .isEqualTo(3_000));
  }

  @Test
  void noFileNamesAMachine() {
    for (Path file : GoldenHistories.files()) {
      assertThat(GoldenHistories.text(file)).doesNotContainPattern("\"identity\" : \"[^\"]*@");
    }
  }
}
