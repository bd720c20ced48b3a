package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Condition;
import dev.parley.agents.Reply;
import dev.parley.agents.Team;
import dev.parley.transcript.TranscriptException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a worker starts, and how it does not. */
@Timeout(120)
class StartTest {

  @TempDir private Path folder = Path.of("");

  /** What a jar of a company's own holds. */
  public static final class BoardExtension implements WorkerExtension {
    @Override
    public void extend(ParleyWorker worker) {
      var unused = worker.reply("board", (agent, view) -> Optional.of("TERMINATE"));
    }
  }

  private static Team board() {
    Reply way = new Reply.Custom("board");
    return Team.roundRobin("meeting")
        .agent(new Agent("board", Agent.Type.ConversableAgent, "", List.of(way), null, null))
        .until(Condition.textMention("TERMINATE"));
  }

  private WorkerSettings.Builder unreachable() {
    return WorkerSettings.builder()
        .environment(
            Map.of(
                "TEMPORAL_ADDRESS",
                "127.0.0.1:" + TemporalTestServer.freePort(),
                "TEMPORAL_CONFIG_FILE",
                folder.resolve("none.toml").toString()))
        .folder(folder)
        .set(Setting.STORE, "sqlite:" + folder.resolve("parley.db"))
        .set(Setting.PROFILE, "local")
        .set(Setting.CONNECT_TIMEOUT, "1s");
  }

  @Test
  void withoutTemporalTheStartIsGivenUpAfterAWhile() {
    WorkerSettings settings = unreachable().build();

    assertThatThrownBy(() -> ParleyWorker.connect(settings).start())
        .isInstanceOfSatisfying(
            WorkerException.Unreachable.class, e -> assertThat(e.exitCode()).isEqualTo(4))
        .hasMessageContaining(settings.temporal().address())
        .hasMessageContaining("does not answer (UNAVAILABLE); given up after 1 s");
  }

  @Test
  void withoutItsStoreTheStartIsGivenUpAfterAWhile() {
    WorkerSettings settings =
        unreachable()
            .set(
                Setting.STORE,
                "jdbc:postgresql://127.0.0.1:%d/parley".formatted(TemporalTestServer.freePort()))
            .build();

    assertThatThrownBy(() -> ParleyWorker.connect(settings).start())
        .isInstanceOf(WorkerException.Unreachable.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1");
  }

  @Test
  void aProcessThatCannotStartSaysWhyAndEndsWithItsCode() throws Exception {
    Process process =
        Workers.start(
            Map.of(
                "TEMPORAL_ADDRESS",
                "127.0.0.1:" + TemporalTestServer.freePort(),
                "PARLEY_STORE",
                "sqlite:" + folder.resolve("parley.db"),
                "PARLEY_CONNECT_TIMEOUT",
                "1s",
                "PARLEY_HEALTH_PORT",
                "off"),
            folder);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(4);
    assertThat(Files.readString(folder.resolve("workers.log"))).contains("given up after 1 s");

    Process wrong = Workers.start(Map.of(), folder);
    assertThat(wrong.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(wrong.exitValue()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("workers.log"))).contains("PARLEY_STORE is not set");
  }

  @Test
  void aWorkerThatIsEarlyWaitsForItsServer() {
    try (House house = House.in(folder)) {
      house.temporal().kill();
      CompletableFuture<RunningWorker> starting =
          CompletableFuture.supplyAsync(house::worker, task -> Thread.ofVirtual().start(task));
      await().pollDelay(Duration.ofSeconds(2)).until(() -> !starting.isDone());

      house.temporal().startAgain();

      try (RunningWorker worker = starting.join()) {
        assertThat(worker.isWorking()).isTrue();
        assertThat(worker.reachesTemporal()).isTrue();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (House house = House.in(folder);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      WorkerSettings settings =
          house.settings().set(Setting.HEALTH_PORT, "" + taken.getLocalPort()).build();

      assertThatThrownBy(() -> WorkerApplication.start(settings, List.of()).close())
          .isInstanceOf(WorkerException.Invalid.class)
          .hasMessage(
              "the health pages cannot listen on 127.0.0.1:%d; choose another port with"
                      .formatted(taken.getLocalPort())
                  + " PARLEY_HEALTH_PORT");
    }
  }

  @Test
  void aJarExtendsTheWorker() throws IOException {
    Path services = Files.createDirectories(folder.resolve("lib/META-INF/services"));
    Files.writeString(
        services.resolve(WorkerExtension.class.getName()), BoardExtension.class.getName());
    try (House house = House.in(folder);
        WorkerApplication application =
            WorkerApplication.start(house.settings().build(), List.of(folder.resolve("lib")))) {
      assertThat(application.worker().isWorking()).isTrue();
      house.publish(board().blueprint());

      assertThat(House.result(house.start("meeting-1", "meeting", "Decide.")).end().by())
          .isEqualTo("board");
    }
  }

  @Test
  void aJarWithoutAnExtensionIsRefused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThatThrownBy(() -> Extensions.load(List.of(empty)))
        .isInstanceOf(WorkerException.Invalid.class)
        .hasMessageContaining("META-INF/services/dev.parley.worker.WorkerExtension");
    assertThatThrownBy(() -> Extensions.load(List.of(folder.resolve("none.jar"))))
        .hasMessageEndingWith("none.jar is not there");
  }

  @Test
  void aFunctionIsRegisteredOnce() {
    ParleyWorker worker =
        ParleyWorker.connect(unreachable().build()).condition("same", text -> true);

    assertThatThrownBy(() -> worker.condition("same", text -> false))
        .hasMessage("condition: \"same\" is registered twice");
  }

  @Test
  void oldConversationsAreDeleted() {
    try (House house = House.in(folder)) {
      house.publish(board().blueprint());
      try (RunningWorker worker =
          ParleyWorker.connect(house.settings().build())
              .reply("board", (agent, view) -> Optional.of("TERMINATE"))
              .start()) {
        assertThat(worker.isWorking()).isTrue();
        assertThat(House.result(house.start("meeting-1", "meeting", "Decide.")).end().reason())
            .isEqualTo("textMention");
      }
      try (RunningWorker tidy =
          ParleyWorker.connect(house.settings().set(Setting.RETENTION, "1ms").build()).start()) {
        assertThat(tidy.isWorking()).isTrue();
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () ->
                    assertThatThrownBy(
                            () -> house.transcript().conversations().standing("meeting-1"))
                        .isInstanceOf(TranscriptException.Refused.class));
      }
    }
  }
}
