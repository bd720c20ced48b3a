package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How picocli is set up for every command. */
final class Commands {

  private static final int HELP_WIDTH = 100;

  private Commands() {}

  /** The command, ready to be executed. */
  static CommandLine line(CommandTable command, Session session) {
    Console console = session.console();
    CommandLine line = new CommandLine(command.make(session));
    line.setCommandName("./parley " + command.word());
    line.setExpandAtFiles(false); // @FILE is a text of ours
    line.setOut(new PrintWriter(console.out(), true, UTF_8));
    line.setErr(new PrintWriter(console.err(), true, UTF_8));
    line.setUsageHelpWidth(Math.max(60, Math.min(HELP_WIDTH, console.width())));
    line.setColorScheme(
        Help.defaultColorScheme(
            console.outTerminal() && console.colour() ? Help.Ansi.ON : Help.Ansi.OFF));
    line.setParameterExceptionHandler((e, arguments) -> misused(command, session, e));
    line.setExecutionExceptionHandler(
        (e, made, parsed) -> Mishaps.report(console, session.debug(), e));
    return line;
  }

  private static int misused(CommandTable command, Session session, ParameterException e) {
    session.console().err().println(message(e));
    session.console().err().println("./parley %s --help".formatted(command.word()));
    return Exit.USAGE;
  }

  private static String message(ParameterException e) {
    return switch (e) {
      case MissingParameterException missing -> "missing: " + missing(missing);
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      default -> String.valueOf(e.getMessage());
    };
  }

  private static String missing(MissingParameterException e) {
    return e.getMissing().stream()
        .map(argument -> argument.isOption() ? argument.toString() : argument.paramLabel())
        .collect(Collectors.joining(", "));
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String first = e.getUnmatched().getFirst();
    if (!e.isUnknownOption()) {
      return "too many arguments: \"%s\"; put a text with spaces into quotes".formatted(first);
    }
    String suggestion =
        e.getSuggestions().stream()
            .findFirst()
            .map("; did you mean %s?"::formatted)
            .orElse("; put -- before a text that begins with -");
    return "unknown option %s%s".formatted(first, suggestion);
  }
}
