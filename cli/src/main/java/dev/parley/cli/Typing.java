package dev.parley.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Reads what a person types, a line at a time. */
interface Typing extends AutoCloseable {

  /** The next line; empty when the person leaves, by Ctrl-C or Ctrl-D. */
  Optional<String> line(String prompt);

  @Override
  void close();

  /** On a terminal with editing and history, else plain lines of standard input. */
  static Typing of(Console console) {
    return console.interactive() ? new AtTerminal() : new Piped(console);
  }

  /** A person at a terminal. It is opened with the first question. */
  final class AtTerminal implements Typing {
    private @Nullable Terminal terminal;
    private @Nullable LineReader reader;

    @Override
    public Optional<String> line(String prompt) {
      try {
        return Optional.of(reader().readLine(prompt));
      } catch (UserInterruptException | EndOfFileException left) {
        return Optional.empty();
      }
    }

    private LineReader reader() {
      LineReader open = reader;
      if (open == null) {
        Terminal made = terminal();
        terminal = made;
        open =
            LineReaderBuilder.builder()
                .terminal(made)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        reader = open;
      }
      return open;
    }

    private static Terminal terminal() {
      try {
        return TerminalBuilder.builder()
            .system(true)
            .systemOutput(TerminalBuilder.SystemOutput.SysErrOrSysOut)
            .encoding(StandardCharsets.UTF_8)
            .build();
      } catch (IOException e) {
        throw new UncheckedIOException("the terminal cannot be opened", e);
      }
    }

    @Override
    public void close() {
      Terminal open = terminal;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          throw new UncheckedIOException("the terminal cannot be closed", e);
        }
      }
    }
  }

  /** A program, or a person behind a pipe. */
  final class Piped implements Typing {
    private final BufferedReader lines;

    Piped(Console console) {
      this.lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> line(String prompt) {
      try {
        return Optional.ofNullable(lines.readLine());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read standard input", e);
      }
    }

    @Override
    public void close() {
      // Standard input is the process's.
    }
  }
}
