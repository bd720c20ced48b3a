package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The board of {@code deploy/grafana} and what a running worker serves. */
@Timeout(120)
class BoardTest {

  private static final Path BOARD =
      Path.of(System.getProperty("parley.root", ".."), "deploy", "grafana", "parley.json");

  private static final Pattern NAME = Pattern.compile("\\bparley_[a-z_]+");
  private static final Pattern SERVED = Pattern.compile("(?m)^# TYPE (parley_[a-z_]+) ");
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");

  /** A call that fails once and is made again, then one that takes longer than any test. */
  private static Blueprint team() {
    return Team.roundRobin("watched")
        .model(
            "main",
            ModelSpec.scripted(
                "main",
                List.of(
                    new ScriptedReply(
                        null,
                        null,
                        1,
                        null,
                        null,
                        null,
                        null,
                        new ScriptedReply.Failure(503, null)),
                    ScriptedReply.say("One."),
                    new ScriptedReply(
                        null, null, 1, "Two.", null, Duration.ofMinutes(5), null, null))))
        .agent(Agent.assistant("coder").model("main"))
        .until(Condition.textMention("TERMINATE"))
        .blueprint();
  }

  private static Set<String> ofBoard() throws IOException {
    Set<String> names = new TreeSet<>();
    for (var expression : new ObjectMapper().readTree(BOARD.toFile()).findValuesAsText("expr")) {
      Matcher found = NAME.matcher(expression);
      assertThat(found.find()).as(expression).isTrue();
      names.add(found.group());
    }
    return names;
  }

  /** Names of samples without the endings of a histogram. */
  private static Set<String> families(Set<String> names) {
    Set<String> families = new TreeSet<>();
    names.forEach(name -> families.add(name.replaceFirst("_(count|bucket|sum|max|total)$", "")));
    return families;
  }

  private static Set<String> served(String page) {
    Set<String> families = new TreeSet<>();
    SERVED.matcher(page).results().forEach(found -> families.add(found.group(1)));
    return families(families);
  }

  @Test
  void everyMetricOfTheBoardIsServedAndEveryMetricServedIsOnTheBoard() throws Exception {
    assertThat(ofBoard()).hasSizeGreaterThan(9);
    try (House house = House.in(folder);
        WorkerApplication first = WorkerApplication.start(house.settings().build(), List.of())) {
      house.publish(team());
      var unused = house.start("watched-1", "watched", "Say it.");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(page(first))
                      .contains("parley_caretaker 1.0")
                      .contains("parley_conversations{state=\"running\"} 1.0")
                      .contains("parley_conversations{state=\"lost\"} 0.0")
                      .containsPattern("parley_calls_today [23]\\.0")
                      .contains("parley_retries_total{effect=\"reply\"} 1.0"));

      String page = page(first);
      for (String name : ofBoard()) {
        assertThat(page).containsPattern("(?m)^%s[{ ]".formatted(name));
      }
      assertThat(families(ofBoard())).isEqualTo(served(page));
      assertThat(value(page, "parley_lease_age_seconds")).isBetween(0.0, 5.0);
      assertThat(value(page, "parley_mail_late")).isZero();

      try (WorkerApplication second =
          WorkerApplication.start(house.settings().build(), List.of())) {
        assertThat(page(second))
            .contains("parley_caretaker 0.0")
            .contains("parley_conversations{state=\"running\"} NaN");
      }
    }
  }

  private static double value(String page, String name) {
    return page.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static String page(WorkerApplication application)
      throws IOException, InterruptedException {
    URI pages = application.pages().orElseThrow();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(pages.resolve("/prometheus")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
