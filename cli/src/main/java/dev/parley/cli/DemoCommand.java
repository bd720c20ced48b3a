package dev.parley.cli;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Names;
import dev.parley.cli.local.DevInfo;
import dev.parley.cli.local.PartException;
import dev.parley.cli.local.TemporalSetup;
import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import dev.parley.client.StartOptions;
import dev.parley.client.teamfile.TeamFile;
import dev.parley.client.view.TerminalView;
import dev.parley.transcript.ConversationStore.Standing;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: two agents repair a program while their worker is killed. */
@Command(
    description =
        "Two agents repair a program; halfway the demo kills its own worker. No key needed.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final String TITLE =
      "Parley demo: two agents fix a program; halfway, this demo kills its own worker.\n";
  private static final String IN_MEMORY =
      "Parley demo: two agents fix a program. In memory it leaves out to kill its own worker.\n";
  private static final String TASK = "Average the amounts per region in sales.csv.";

  private final Session session;
  private final PrintStream out;

  @Option(
      names = "--in-memory",
      description =
          "Server, store and worker in this process: nothing survives, nothing is killed.")
  private boolean inMemory;

  DemoCommand(Session session) {
    this.session = session;
    this.out = session.console().out();
  }

  @Override
  public Integer call() throws InterruptedException {
    // Before threads ask for it all at once, of which SLF4J would tell the terminal.
    var unused = LoggerFactory.getILoggerFactory();
    if (inMemory) {
      session.memory().choose(List.of());
    }
    out.println(inMemory ? IN_MEMORY : TITLE);
    Path examples = session.home().root().resolve("examples");
    Path table = examples.resolve("demo").resolve("sales.csv");
    if (!Files.isRegularFile(table)) {
      throw new PartException(
          table + " is missing. Start Parley by the launcher of a clone, ./parley");
    }
    Blueprint team = TeamFile.read(examples.resolve("demo.yaml")).orThrow();
    DemoSandbox sandbox = parts();
    Parley parley = session.acting();
    StartOptions options = StartOptions.defaults().starter(session.person(null));
    Conversation conversation = parley.start(sandbox.in(team), TASK, options.files(List.of(table)));
    return show(parley, conversation, team);
  }

  // --- The parts

  private DemoSandbox parts() {
    if (session.foreignWorkers()) {
      throw new PartException(
          "the demo kills its own worker; TEMPORAL_ADDRESS and PARLEY_STORE name somebody else's."
              + " Unset one of them");
    }
    session.memory().chooseWithoutServer(List.of());
    DemoSandbox sandbox;
    String temporal;
    Optional<String> description;
    try (Stages stages = new Stages(session.console())) {
      sandbox = DemoSandbox.find(session, stages);
      if (sandbox.isNone()) {
        session.startWith(Map.of("PARLEY_SANDBOX_LOCAL", "true"));
      }
      // Asking the engine takes as long as starting the server: side by side.
      CompletableFuture<Optional<String>> asked = CompletableFuture.supplyAsync(sandbox::describe);
      temporal =
          session.memory().on()
              ? "in memory: nothing survives, so no worker is killed"
              : temporal(session.launcher().ensureRunning(stages));
      description = asked.join();
    }
    out.println("Temporal   " + temporal);
    out.println("Sandbox    " + description.orElse("does not answer"));
    out.println("Model      scripted: a fixed script stands in for a language model\n");
    return sandbox;
  }

  private String temporal(DevInfo dev) {
    if (dev.server().isEmpty()) {
      return dev.temporalAddress() + " (somebody else's)";
    }
    String server =
        TemporalSetup.of(session.home(), session.environment())
            .find()
            .map(TemporalSetup.Program::server)
            .orElse("?");
    Path file = session.home().temporalDatabase(server);
    return "%s (file %s)     %s"
        .formatted(server, shortened(file), dev.uiUrl().orElse(dev.temporalAddress()));
  }

  private static Path shortened(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file) : file;
  }

  // --- The conversation

  private int show(Parley parley, Conversation conversation, Blueprint team)
      throws InterruptedException {
    Console console = session.console();
    List<String> authors =
        Stream.concat(Stream.of(Names.USER), team.agents().stream().map(Agent::name)).toList();
    TerminalView view = TerminalView.of(console.outPalette(), authors).width(console.outWidth());
    String id = conversation.id();
    Standing standing;
    try (Leaving leaving = new Leaving()) {
      leaving.farewell(
          () -> {
            out.println("\n" + session.goesOn(id));
            session.abandon();
          });
      DemoCrash.Notice notice =
          (mark, text) -> leaving.unlessLeft(() -> out.println(view.notice(mark, text)));
      Consumer<Entry> crash =
          session.memory().on()
              ? entry -> {}
              : new DemoCrash(parley.transcript(), session.launcher(), id, notice)::after;
      standing =
          conversation.follow(
              0,
              entry -> {
                leaving.unlessLeft(() -> out.println(view.entry(entry)));
                crash.accept(entry);
              },
              now -> false);
      leaving.over();
    }
    out.println("\n" + view.footer(standing));
    out.println(
        "Try: ./parley %s   ./parley run examples/coding.yaml \"…\" --model openai:gpt-4o"
            .formatted(session.memory().on() ? "setup" : "show " + id));
    return standing.end() == null ? Exit.FAILED : Exit.of(standing.end().reason());
  }
}
