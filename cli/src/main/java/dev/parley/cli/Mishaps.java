package dev.parley.cli;

import dev.parley.cli.local.PartException;
import dev.parley.client.ParleyException;
import dev.parley.client.teamfile.TeamFileException;
import dev.parley.client.view.Display;
import dev.parley.transcript.TranscriptException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** The one place where an exception becomes a message and an exit code. */
final class Mishaps {

  private Mishaps() {}

  /**
   * Says what went wrong on the console; stack traces only with {@code PARLEY_DEBUG=1}.
   *
   * @return the exit code
   */
  static int report(Console console, boolean debug, Exception e) {
    console.err().println(Display.terminal(message(e), ""));
    if (debug) {
      e.printStackTrace(console.err());
    }
    return code(e);
  }

  static int code(Exception e) {
    return switch (e) {
      case UsageException usage -> Exit.USAGE;
      case TeamFileException invalid -> Exit.USAGE;
      case InvalidPathException invalid -> Exit.USAGE;
      case PartException missing -> Exit.MISSING;
      case ParleyException.ServerAway away -> Exit.MISSING;
      case ParleyException.UnknownConversation unknown -> Exit.USAGE;
      case ParleyException.Refused refused -> Exit.USAGE;
      case TranscriptException.Unavailable away -> Exit.MISSING;
      case TranscriptException.Unknown unknown -> Exit.USAGE;
      case TranscriptException.Refused refused ->
          refused.reason() == TranscriptException.Reason.NEWER_SCHEMA ? Exit.MISSING : Exit.USAGE;
      case UncheckedIOException io -> Exit.USAGE;
      default -> Exit.FAILED;
    };
  }

  private static String message(Exception e) {
    String text = String.valueOf(e.getMessage());
    return switch (e) {
      case InvalidPathException invalid ->
          "\"%s\" is no path: %s".formatted(invalid.getInput(), invalid.getReason());
      case UncheckedIOException io -> text + ": " + reason(io.getCause());
      default -> code(e) == Exit.FAILED ? unexpected(e, text) : text;
    };
  }

  private static String reason(@Nullable IOException cause) {
    return switch (cause) {
      case null -> "no reason is known";
      case NoSuchFileException none -> "there is none";
      case AccessDeniedException denied -> "no permission";
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  private static String unexpected(Exception e, String text) {
    return "parley broke: %s: %s. This is a mistake in Parley; PARLEY_DEBUG=1 shows where"
        .formatted(e.getClass().getSimpleName(), text);
  }
}
