package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.activities.EffectSettings;
import dev.parley.agents.Money;
import dev.parley.transcript.EntryStore.Ceiling;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSettingsTest {

  @TempDir private Path folder = Path.of("");

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of("PARLEY_STORE", "sqlite:parley.db", "TEMPORAL_CONFIG_FILE", "/no/such/file"));

  private void file(String yaml) throws IOException {
    var unused = Files.writeString(folder.resolve("parley.yml"), yaml);
  }

  private WorkerSettings.Builder builder() {
    return WorkerSettings.builder().environment(environment).folder(folder);
  }

  @Test
  void theProgramCountsBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() throws IOException {
    assertThat(builder().build().models().attempts()).isEqualTo(EffectSettings.DEFAULT_ATTEMPTS);

    file("parley:\n  models:\n    attempts: 3\n");
    assertThat(builder().build().models().attempts()).isEqualTo(3);

    environment.put("PARLEY_MODELS_ATTEMPTS", "4");
    assertThat(builder().build().models().attempts()).isEqualTo(4);

    assertThat(builder().set(Setting.ATTEMPTS, "5").build().models().attempts()).isEqualTo(5);
  }

  @Test
  void everyKeyHasAVariableOfItsOwnAndIsTakenFromTheFile() throws IOException {
    StringBuilder yaml = new StringBuilder();
    for (Setting setting : Setting.values()) {
      assertThat(setting.variable()).matches("PARLEY_[A-Z_]+");
      yaml.append(setting.key()).append(": \"\"\n");
    }
    file(yaml.toString());

    assertThat(builder().build().queues().conversations()).isEqualTo("parley");
  }

  @Test
  void theFileIsTheOneThatTheEnvironmentNames() throws IOException {
    file("parley: { task-queue: usual }\n");
    Files.writeString(folder.resolve("other.yml"), "parley: { task-queue: other }\n");
    environment.put("PARLEY_CONFIG", "other.yml");

    assertThat(builder().build().queues().conversations()).isEqualTo("other");

    environment.put("PARLEY_CONFIG", "none.yml");
    assertThatThrownBy(() -> builder().build())
        .isInstanceOf(WorkerException.Invalid.class)
        .hasMessageContaining("none.yml: there is no such file");
  }

  @Test
  void anUnknownKeyIsRefusedWithLineAndSuggestion() throws IOException {
    file("parley:\n  sandbox:\n    locl: true\n");

    assertThatThrownBy(() -> builder().build())
        .isInstanceOf(WorkerException.Invalid.class)
        .hasMessage(
            "parley.yml:3: parley.sandbox.locl: unknown key; did you mean"
                + " \"parley.sandbox.local\"?");
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused() throws IOException {
    file("parley:\n  task-queue: a\n  task-queue: b\n");

    assertThatThrownBy(() -> builder().build())
        .hasMessage("parley.yml:3: parley.task-queue: is there twice");
  }

  @Test
  void brokenYamlIsRefusedWithItsLine() throws IOException {
    file("parley:\n  task-queue: [a\n");

    assertThatThrownBy(() -> builder().build()).hasMessageStartingWith("parley.yml:");
    file("just a text\n");
    assertThatThrownBy(() -> builder().build()).hasMessageContaining("parley:");
  }

  @Test
  void aMisspeltVariableIsRefusedAndAnOrchestratorsIsNot() {
    environment.put("PARLEY_SERVICE_HOST", "10.0.0.1");
    environment.put("PARLEY_PORT", "tcp://10.0.0.1:8088");
    assertThat(builder().build().profile()).isEqualTo(Profile.PRODUCTION);

    environment.put("PARLEY_STORE_PASWORD", "hunter2");
    assertThatThrownBy(() -> builder().build())
        .isInstanceOf(WorkerException.Invalid.class)
        .hasMessage(
            "PARLEY_STORE_PASWORD: unknown variable; did you mean \"PARLEY_STORE_PASSWORD\"?");
  }

  @Test
  void aWrongValueIsRefusedWithItsPlaceAndTheRule() throws IOException {
    environment.put("PARLEY_PROFILE", "fast");
    assertThatThrownBy(() -> builder().build())
        .hasMessage("PARLEY_PROFILE: must be one of local, production, is \"fast\"");

    environment.put("PARLEY_PROFILE", "local");
    file("parley:\n  shutdown-timeout: 30\n");
    assertThatThrownBy(() -> builder().build())
        .hasMessage(
            "parley.yml:2: parley.shutdown-timeout: must be a duration such as 30s or 10m, is"
                + " \"30\"");

    file("parley:\n  sandbox: { max-memory: 1MB }\n");
    assertThatThrownBy(() -> builder().build())
        .isInstanceOf(WorkerException.Invalid.class)
        .hasMessageStartingWith("parley.sandbox.max-memory: must be at least");
  }

  @Test
  void withoutAStoreThereIsNoWorker() {
    environment.remove("PARLEY_STORE");

    assertThatThrownBy(() -> builder().build())
        .isInstanceOfSatisfying(
            WorkerException.Invalid.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageStartingWith("PARLEY_STORE is not set; write sqlite:PATH");
  }

  @Test
  void oneWorkerDoesEverythingOnOneQueue() {
    WorkerSettings settings = builder().build();

    assertThat(settings.capabilities()).containsExactlyInAnyOrder(Capability.values());
    assertThat(settings.lane(true).modelQueue()).isNull();
    assertThat(settings.lane(true).codeQueue()).isNull();
    assertThat(settings.lane(true).toolQueue()).isNull();
    assertThat(settings.lane(true).searchAttributes()).isTrue();
  }

  @Test
  void workersThatShareTheWorkHaveQueuesForEachKind() {
    environment.put("PARLEY_CAPABILITIES", "conversations, models,tools");
    WorkerSettings settings = builder().build();

    assertThat(settings.capabilities()).doesNotContain(Capability.CODE).hasSize(3);
    assertThat(settings.lane(false).modelQueue()).isEqualTo("parley-models");
    assertThat(settings.lane(false).codeQueue()).isEqualTo("parley-code");
    assertThat(settings.lane(false).toolQueue()).isEqualTo("parley-tools");

    environment.put("PARLEY_QUEUES_CODE", "lab");
    environment.put("PARLEY_QUEUES_TOOLS", "counter");
    assertThat(builder().build().queues().codeRuns()).isEqualTo("lab");
    assertThat(builder().build().queues().toolCalls()).isEqualTo("counter");

    environment.put("PARLEY_CAPABILITIES", "conversation");
    assertThatThrownBy(() -> builder().build()).hasMessageContaining("conversations, models");
  }

  @Test
  void theLocalProfileAllowsNetworksButNoPlainProcesses() {
    environment.put("PARLEY_PROFILE", "local");
    WorkerSettings local = builder().build();
    assertThat(local.sandbox().networkAllowed()).isTrue();
    assertThat(local.sandbox().localEnabled()).isFalse();
    assertThat(local.models().mayName("ANY")).isTrue();
    assertThat(local.health().port()).isEqualTo(-1);
    assertThat(local.lane(false).heartbeatMillis()).isEqualTo(2_000);

    environment.put("PARLEY_SANDBOX_NETWORK", "none");
    environment.put("PARLEY_SANDBOX_LOCAL", "true");
    assertThat(builder().build().sandbox().networkAllowed()).isFalse();
    assertThat(builder().build().sandbox().localEnabled()).isTrue();
  }

  @Test
  void productionIsStrict() {
    WorkerSettings production = builder().build();

    assertThat(production.sandbox().networkAllowed()).isFalse();
    assertThat(production.models().mayName("ANY")).isFalse();
    assertThat(production.health()).isEqualTo(new WorkerSettings.Health("127.0.0.1", 8088));
    assertThat(production.ceilings()).isEqualTo(EffectSettings.DEFAULT_CEILINGS);
    assertThat(production.retention()).isNull();
    assertThat(production.shutdown()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void ceilingsAreCallsAndDollarsOrNone() throws IOException {
    file(
        """
        parley:
          ceilings:
            conversation: { calls: 7, dollars: 0.50 }
            day: { calls: none, dollars: none }
        """);

    WorkerSettings settings = builder().build();

    assertThat(settings.ceilings().conversation())
        .isEqualTo(new Ceiling(7, Money.dollars(new BigDecimal("0.5"))));
    assertThat(settings.ceilings().day()).isEqualTo(Ceiling.NONE);
    assertThat(settings.ceilings().starterDay())
        .isEqualTo(EffectSettings.DEFAULT_CEILINGS.starterDay());
  }

  @Test
  void whatIsAllowedIsListed() throws IOException {
    file(
        """
        parley:
          keys:
            hosts: [llm.example.com, "127.0.0.1:8000"]
            variables: MY_KEY, OTHER
          sandbox:
            image: mine:1
            images: [theirs:2]
          retention: 30d
          health: { port: off }
        """);

    WorkerSettings settings = builder().build();

    assertThat(settings.models().keyHosts())
        .containsExactlyInAnyOrder("llm.example.com", "127.0.0.1:8000");
    assertThat(settings.models().mayName("MY_KEY")).isTrue();
    assertThat(settings.models().mayName("PATH")).isFalse();
    assertThat(settings.sandbox().image()).isEqualTo("mine:1");
    assertThat(settings.sandbox().images()).containsExactly("theirs:2");
    assertThat(settings.retention()).isEqualTo(Duration.ofDays(30));
    assertThat(settings.health().port()).isNull();
  }

  @Test
  void micronautsOwnVariablesNameTheHealthPages() {
    environment.put("MICRONAUT_SERVER_HOST", "0.0.0.0");
    environment.put("MICRONAUT_SERVER_PORT", "-1");
    assertThat(builder().build().health()).isEqualTo(new WorkerSettings.Health("0.0.0.0", -1));

    environment.put("PARLEY_HEALTH_PORT", "9090");
    assertThat(builder().build().health().port()).isEqualTo(9090);
  }

  @Test
  void temporalIsFoundAsTheTemporalCommandFindsIt() throws IOException {
    assertThat(builder().build().temporal().address()).isEqualTo("127.0.0.1:7233");

    file("parley: { temporal: { address: \"file:1\", namespace: mine } }\n");
    assertThat(builder().build().temporal()).hasToString("file:1 (namespace mine)");

    Path profiles = folder.resolve("temporal.toml");
    Files.writeString(
        profiles,
        "[profile.prod]\naddress = \"prod:7233\"\nnamespace = \"ns\"\napi_key = \"k3y\"\n");
    environment.put("TEMPORAL_CONFIG_FILE", profiles.toString());
    environment.put("TEMPORAL_PROFILE", "prod");
    assertThat(builder().build().temporal()).hasToString("prod:7233 (namespace ns)");

    environment.put("TEMPORAL_ADDRESS", "env:7233");
    assertThat(builder().build().temporal().address()).isEqualTo("env:7233");
    assertThat(builder().build().temporal().profile().getApiKey()).isEqualTo("k3y");
  }

  @Test
  void noSecretIsInAnyText() throws IOException {
    environment.put("PARLEY_STORE_PASSWORD", "hunter2");
    environment.put("OPENAI_API_KEY", "sk-planted");
    environment.put("TEMPORAL_API_KEY", "planted-too");
    environment.put("TEMPORAL_CONFIG_FILE", folder.resolve("none.toml").toString());

    assertThat(builder().build().toString()).doesNotContain("hunter2", "sk-planted", "planted-too");
  }
}
