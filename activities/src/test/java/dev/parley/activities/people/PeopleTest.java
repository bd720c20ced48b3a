package dev.parley.activities.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is who, as {@code people.yaml} says. */
class PeopleTest {

  private static final String FILE =
      """
      people:
        dana: { email: dana@example.com, notify: [mail] }
        omar: { email: omar@example.com, notify: [mail, hook], away: { until: 2026-12-01, to: dana } }
        eve:  { notify: command }
        kim:
      groups: { finance: [dana, omar], managers: [omar], oncall: dana }
      hooks: { hook: { url: 'https://chat.example.com/in', secret: '${env:HOOK_SECRET}' } }
      """;

  @TempDir private Path folder = Path.of("");

  private static People people(String text, String today) {
    Clock clock = Clock.fixed(Instant.parse(today + "T12:00:00Z"), ZoneOffset.UTC);
    return new PeopleReader(Map.of("HOOK_SECRET", "s3"), clock).read("people.yaml", text);
  }

  @Test
  void aPersonIsAskedByNameByGroupAndForThoseWhoAreAway() {
    People away = people(FILE, "2026-12-01");
    assertThat(away.names("dana")).containsExactly("dana", "finance", "managers", "omar", "oncall");
    assertThat(away.names("omar")).containsExactly("finance", "managers", "omar");
    assertThat(away.names("stranger")).containsExactly("stranger");

    People back = people(FILE, "2026-12-02");
    assertThat(back.names("dana")).containsExactly("dana", "finance", "oncall");
  }

  @Test
  void nobodyIsCalledLikeAGroup() {
    assertThat(people(FILE, "2026-12-02").names("finance")).isEmpty();
    assertThat(People.NOBODY.names("finance")).containsExactly("finance");
  }

  @Test
  void noticesGoToMembersAndStandInsOnce() {
    assertThat(people(FILE, "2026-12-01").persons(List.of("managers", "finance", "kim")))
        .containsExactly("dana", "kim");
    assertThat(people(FILE, "2026-12-02").persons(List.of("managers", "finance", "stranger")))
        .containsExactly("omar", "dana", "stranger");
  }

  @Test
  void thoseWhoStandInForEachOtherAreFoundAndEnd() {
    String circle =
        """
        people:
          a: { away: { until: 2027-01-01, to: b } }
          b: { away: { until: 2027-01-01, to: a } }
        """;
    People people = people(circle, "2026-12-01");
    assertThat(people.names("a")).containsExactly("a", "b");
    assertThat(people.persons(List.of("a", "b"))).containsExactly("a", "b");
  }

  @Test
  void channelsAndSecretsAreRead() {
    People people = people(FILE, "2026-12-02");
    assertThat(people.person("omar").channels()).containsExactly("mail", "hook");
    assertThat(people.person("eve").channels()).containsExactly("command");
    assertThat(people.person("kim").channels()).containsExactly("command");
    assertThat(people.hook("hook").orElseThrow().secret()).hasValue("s3");
    assertThat(people.toString()).doesNotContain("s3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "people: { dana: { emial: x@y } }|people.yaml:1: people.dana.emial: unknown key",
        "people: { dana: { email: nobody } }|people.yaml:1: people.dana.email: must be an address",
        "people: { dana: { email: 'a@b\\r\\nBcc: x@y' } }|people.dana.email: must be an address",
        "people: { dana: { notify: mail } }|people.dana.notify: names mail, but there is no email",
        "people: { dana: { notify: slack } }|\"slack\" is neither mail nor command nor one of",
        "people: { dana: { away: { until: tomorrow, to: x } } }|must be a date such as 2026-12-01",
        "people: { dana: { away: { until: 2026-12-01, to: dana } } }|nobody stands in for himself",
        "people: { starter: {} }|people.starter: is no name",
        "groups: { finance: [dana] }|groups.finance: \"dana\" is not in people",
        "groups: { finance: [] }|groups.finance: names nobody",
        "hooks: { h: { url: 'ftp://x/y' } }|hooks.h.url: must be an address",
        "hooks: { h: { url: 'https://x/y', secret: '${env:NONE}' } }|has no variable NONE",
        "people: { dana: {}, dana: {} }|people.yaml:1: people.dana: stands there twice",
        "people: [dana]|people.yaml:1: people: must be a map",
        "persons: {}|people.yaml:1: persons: unknown key; known are people, groups, hooks",
        "people: {|people.yaml:1: no valid YAML",
      })
  void mistakesAreToldWithFileLineAndKey(String text, String message) {
    assertThatThrownBy(() -> people(text, "2026-12-01"))
        .isInstanceOf(PeopleException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aPersonAndAGroupCannotShareAName() {
    assertThatThrownBy(() -> people("people: { a: {} }\ngroups: { a: [a] }\n", "2026-12-01"))
        .hasMessage(
            "people.yaml:2: groups.a: there is a person of this name; call the group something else");
  }

  @Test
  void theFileIsReadAgainWhenItHasChangedAndAMistakeLeavesThePeopleAsTheyWere() throws IOException {
    Path file = folder.resolve("people.yaml");
    PeopleFile people = PeopleFile.of(file, Map.of(), Clock.systemUTC());
    assertThat(people.get().groups()).as("not there yet").isEmpty();

    Files.writeString(file, "people: { dana: {} }\ngroups: { all: [dana] }\n");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(people.get().groups()).containsKey("all"));

    Files.writeString(file, "groups: [ what is this\n");
    await()
        .pollDelay(Duration.ofMillis(1_200))
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(people.get().groups()).containsKey("all"));
  }

  @Test
  void aFileThatIsWrongFromTheBeginningOrTooLargeIsRefused() throws IOException {
    Path file = folder.resolve("people.yaml");
    Files.writeString(file, "groups: { x: [nobody] }\n");
    assertThatThrownBy(() -> PeopleFile.of(file, Map.of(), Clock.systemUTC()))
        .hasMessageContaining("people.yaml:1: groups.x");
    Files.writeString(file, "# " + "x".repeat(PeopleFile.LARGEST) + "\n");
    assertThatThrownBy(() -> PeopleFile.of(file, Map.of(), Clock.systemUTC()))
        .hasMessageContaining("is larger than 1048576 bytes");
  }
}
