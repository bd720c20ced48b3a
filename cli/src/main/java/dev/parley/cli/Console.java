package dev.parley.cli;

import dev.parley.client.view.Palette;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command reads and writes: a terminal, pipes and files, or a test.
 *
 * @param in what is typed or piped in
 * @param out results; UTF-8, whatever the locale
 * @param err the growing transcript, notices, mistakes; UTF-8 too
 * @param inTerminal whether a person types
 * @param outTerminal whether results are shown on a terminal
 * @param errTerminal whether notices are shown on a terminal
 * @param width columns of the terminal; without one, no limit
 * @param height its lines
 * @param moves whether a terminal lets lines be written anew that stand there already
 * @param colour whether a terminal is given colours
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean inTerminal,
    boolean outTerminal,
    boolean errTerminal,
    int width,
    int height,
    boolean moves,
    boolean colour) {

  private static final int BUFFER = 8192;

  /** Without any terminal: pipes, files, tests. */
  public static Console plain(InputStream in, OutputStream out, OutputStream err) {
    return new Console(
        in,
        utf8(out),
        utf8(err),
        false,
        false,
        false,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        false,
        false);
  }

  /** The console of this process. */
  static Console ofProcess(Map<String, String> environment) {
    boolean in = Terminals.isTerminal(0);
    boolean out = Terminals.isTerminal(1);
    boolean err = Terminals.isTerminal(2);
    boolean able = !environment.getOrDefault("TERM", "").equals("dumb");
    boolean colour = able && environment.getOrDefault("NO_COLOR", "").isEmpty();
    Terminals.Size size =
        out || err ? Terminals.size(environment) : new Terminals.Size(Integer.MAX_VALUE, 0);
    return new Console(
        System.in,
        utf8(new FileOutputStream(FileDescriptor.out)),
        utf8(new FileOutputStream(FileDescriptor.err)),
        in,
        out,
        err,
        size.columns(),
        size.lines(),
        able && (out || err),
        colour);
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(
        new java.io.BufferedOutputStream(stream, BUFFER), true, StandardCharsets.UTF_8);
  }

  /** The colours of results. */
  Palette outPalette() {
    return outTerminal && colour ? Palette.ANSI : Palette.PLAIN;
  }

  /** The colours of notices and of the growing transcript. */
  Palette errPalette() {
    return errTerminal && colour ? Palette.ANSI : Palette.PLAIN;
  }

  /** Columns for results. */
  int outWidth() {
    return outTerminal ? width : Integer.MAX_VALUE;
  }

  /** Whether a person sits there who can be asked. */
  boolean interactive() {
    return inTerminal && errTerminal;
  }
}
