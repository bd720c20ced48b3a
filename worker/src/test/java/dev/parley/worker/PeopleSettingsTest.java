package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Policy;
import dev.parley.client.teamfile.ExpressionCheck;
import dev.parley.worker.people.PeopleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a worker is told about people. */
class PeopleSettingsTest {

  @TempDir private Path folder = Path.of("");

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of("PARLEY_STORE", "sqlite:parley.db", "TEMPORAL_CONFIG_FILE", "/no/such/file"));

  private PeopleSettings read(String yaml) throws IOException {
    var unused = Files.writeString(folder.resolve("parley.yml"), yaml);
    return WorkerSettings.builder().environment(environment).folder(folder).build().people();
  }

  @Test
  void policiesAreWrittenAsInATeamFileAndSayWhereTheyHold() throws IOException {
    PeopleSettings people =
        read(
            """
            parley:
              models: { attempts: 3 }
              approval: { tools: [big], writes: careful, code: careful }
              policies:
                big:
                  when: args.amount > 100
                  stages:
                    - { who: [managers] }
                    - { who: [finance], quorum: 2, when: args.amount > 5000 }
                  fourEyes: true
                  proof: token
                  deadline: 8h
                  then: { escalate: [cfo], deadline: 4h, then: reject }
                careful: { who: oncall }
            """);
    assertThat(people.policies().tools()).containsExactly("big");
    assertThat(people.policies().writes()).containsExactly("careful");
    assertThat(people.policies().code()).containsExactly("careful");
    Policy big = Objects.requireNonNull(people.policies().policies().get("big"));
    assertThat(big.stages()).hasSize(2).last().extracting(Policy.Stage::quorum).isEqualTo(2);
    assertThat(big.proof()).isEqualTo(Policy.Proof.TOKEN);
    assertThat(read("parley.policies:\n  flat: { who: [a] }\n").policies().policies())
        .containsOnlyKeys("flat");
    assertThat(read("").policies().policies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parley: { policies: { a: { whom: [x] } } }|parley.yml:1: parley.policies.a.whom: unknown key",
        "parley: { policies: { a: { who: [] } } }|parley.policies.a.who: names nobody",
        "parley: { policies: { a: { who: [x], when: 'args.' } } }|parley.policies.a.when: is no expression",
        "parley: { approval: { code: none } }|parley.approval: no policy is called \"none\"",
        "parley: { public-url: 'ftp://x' }|parley.public-url: must be an address",
        "parley: { token-key: abc }|parley.token-key: must be 32 bytes",
        "parley: { smtp: 'smtp://h' }|parley.smtp: names no sender",
        "parley: { single-user: maybe }|parley.single-user: must be true or false",
      })
  void mistakesAreToldWithTheirPlace(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(WorkerException.Invalid.class)
        .hasMessageContaining(message);
  }

  @Test
  void aSingleMachineServesOnePersonAndMakesItsKey() throws IOException {
    environment.put("PARLEY_PROFILE", "local");
    PeopleSettings local = read("");
    assertThat(local.singleUser()).isTrue();
    assertThat(local.arguments()).isTrue();
    assertThat(local.previews()).isTrue();
    assertThat(local.people()).isEqualTo(folder.resolve(".parley").resolve("people.yaml"));
    assertThat(local.key()).isPresent();
    assertThat(folder.resolve(".parley").resolve("token.key")).exists();
  }

  @Test
  void serversProveDecisionsAndTellLittleAndGetTheirKeyFromTheirSettings() throws IOException {
    PeopleSettings servers = read("");
    assertThat(servers.singleUser()).isFalse();
    assertThat(servers.arguments()).isFalse();
    assertThat(servers.previews()).isFalse();
    assertThat(servers.key()).isEmpty();

    environment.put("PARLEY_HOME", folder.resolve("home").toString());
    environment.put("PARLEY_PEOPLE", "/etc/parley/people.yaml");
    environment.put("PARLEY_TOKEN_KEY", "11".repeat(32));
    environment.put("PARLEY_PUBLIC_URL", "https://parley.example.com/");
    environment.put("PARLEY_SMTP", "smtps://u:secret@mail.example.com?from=parley@example.com");
    environment.put("PARLEY_NOTICE_COMMAND", "/usr/bin/notify  --now");
    environment.put("PARLEY_NOTICES_ARGUMENTS", "true");
    environment.put("PARLEY_PREVIEWS", "true");
    environment.put("PARLEY_HOOKS_PRIVATE_HOSTS", "chat.internal,10.0.0.1:80");
    PeopleSettings all = read("");
    assertThat(all.people()).isEqualTo(Path.of("/etc/parley/people.yaml"));
    assertThat(all.key()).isPresent();
    assertThat(all.publicUrl().orElseThrow()).hasToString("https://parley.example.com");
    assertThat(all.command()).isEqualTo(List.of("/usr/bin/notify", "--now"));
    assertThat(all.arguments()).isTrue();
    assertThat(all.previews()).isTrue();
    assertThat(all.privateHosts()).containsExactlyInAnyOrder("chat.internal", "10.0.0.1:80");
    assertThat(all.toString()).doesNotContain("secret", "1111", "sk-");
  }

  @Test
  void checkKnowsTheLanguageOfTheWorkers() {
    assertThat(ExpressionCheck.found().mistake("args.amount > 100")).isEmpty();
    assertThat(ExpressionCheck.found().mistake("arg.amount > 100"))
        .hasValue("undeclared reference to 'arg', at character 1");
  }
}
