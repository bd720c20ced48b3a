package dev.parley.cli;

import dev.parley.agents.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** The commands by name. Only the one that is called is made, so the others cost no time. */
enum CommandTable {
  RUN("run"),
  CHAT("chat"),
  WATCH("watch"),
  SAY("say"),
  LIST("list"),
  SHOW("show"),
  FILES("files"),
  INBOX("inbox"),
  DECIDE("decide"),
  CLAIM("claim"),
  RELEASE("release"),
  STANDING("standing"),
  PAUSE("pause"),
  RESUME("resume"),
  INTERRUPT("interrupt"),
  STOP("stop"),
  HUMAN("human"),
  FORK("fork"),
  RECOVER("recover"),
  DELETE("delete"),
  CHECK("check"),
  PUBLISH("publish"),
  DIAGRAM("diagram"),
  TEAMS("teams"),
  MODELS("models"),
  TOOLS("tools"),
  DEMO("demo"),
  DOCTOR("doctor"),
  SETUP("setup"),
  DEV("dev"),
  WORKER("worker");

  private final String word;

  CommandTable(String word) {
    this.word = word;
  }

  /** The command of that name. */
  static Optional<CommandTable> find(String word) {
    return Stream.of(values()).filter(command -> command.word.equals(word)).findFirst();
  }

  /** What is said about a name that is none. */
  static UsageException unknown(String word) {
    List<String> words = new ArrayList<>(Stream.of(values()).map(one -> one.word).toList());
    String suggestion = Similar.to(word, words).map("; did you mean \"%s\"?"::formatted).orElse("");
    return new UsageException(
        "unknown command \"%s\"%s\n./parley shows what there is".formatted(word, suggestion));
  }

  String word() {
    return word;
  }

  /** The command's own class, for picocli. */
  Callable<Integer> make(Session session) {
    return switch (this) {
      case RUN -> new RunCommand(session);
      case CHAT -> new ChatCommand(session);
      case WATCH -> new WatchCommand(session);
      case SAY -> new SayCommand(session);
      case LIST -> new ListCommand(session);
      case SHOW -> new ShowCommand(session);
      case FILES -> new FilesCommand(session);
      case INBOX -> new InboxCommand(session);
      case DECIDE -> new DecideCommand(session);
      case CLAIM -> new ClaimCommand(session);
      case RELEASE -> new ReleaseCommand(session);
      case STANDING -> new StandingCommand(session);
      case PAUSE -> new PauseCommand(session);
      case RESUME -> new ResumeCommand(session);
      case INTERRUPT -> new InterruptCommand(session);
      case STOP -> new StopCommand(session);
      case HUMAN -> new HumanCommand(session);
      case FORK -> new ForkCommand(session);
      case RECOVER -> new RecoverCommand(session);
      case DELETE -> new DeleteCommand(session);
      case CHECK -> new CheckCommand(session);
      case PUBLISH -> new PublishCommand(session);
      case DIAGRAM -> new DiagramCommand(session);
      case TEAMS -> new TeamsCommand(session);
      case MODELS -> new ModelsCommand(session);
      case TOOLS -> new ToolsCommand(session);
      case DEMO -> new DemoCommand(session);
      case DOCTOR -> new DoctorCommand(session);
      case SETUP -> new SetupCommand(session);
      case DEV -> new DevCommand(session);
      case WORKER -> new WorkerCommand(session);
    };
  }
}
