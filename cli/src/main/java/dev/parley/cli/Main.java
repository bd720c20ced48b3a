package dev.parley.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The {@code parley} command. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Console console = Console.ofProcess(environment);
    Path root = Path.of(System.getProperty("parley.root", ""));
    int code;
    try {
      code = execute(console, environment, root, Arguments.of(arguments));
    } catch (UsageException e) {
      code = Mishaps.report(console, false, e);
    }
    System.exit(code);
  }

  /**
   * Runs one command in this process.
   *
   * @param console what it reads and writes
   * @param environment its variables
   * @param root the clone: the folder of the launcher
   * @param arguments the command's name and what follows it
   * @return the exit code
   */
  public static int execute(
      Console console, Map<String, String> environment, Path root, List<String> arguments) {
    String first = arguments.isEmpty() ? "help" : arguments.getFirst();
    return switch (first) {
      case "-V", "--version", "version" -> {
        console.out().println("parley " + version());
        yield Exit.OK;
      }
      case "-h", "--help", "help" -> help(console, environment, root, arguments);
      default -> command(console, environment, root, arguments);
    };
  }

  private static int help(
      Console console, Map<String, String> environment, Path root, List<String> arguments) {
    if (arguments.size() > 1) {
      return command(console, environment, root, List.of(arguments.get(1), "--help"));
    }
    console.out().print(HelpText.TEXT);
    return Exit.OK;
  }

  private static int command(
      Console console, Map<String, String> environment, Path root, List<String> arguments) {
    boolean debug = "1".equals(environment.get("PARLEY_DEBUG"));
    Optional<CommandTable> command = CommandTable.find(arguments.getFirst());
    if (command.isEmpty()) {
      return Mishaps.report(console, debug, CommandTable.unknown(arguments.getFirst()));
    }
    try (Session session = new Session(console, environment, root)) {
      CommandLine line = Commands.line(command.get(), session);
      return line.execute(arguments.subList(1, arguments.size()).toArray(String[]::new));
    } catch (RuntimeException e) {
      return Mishaps.report(console, debug, e);
    }
  }

  private static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("development build");
  }
}
