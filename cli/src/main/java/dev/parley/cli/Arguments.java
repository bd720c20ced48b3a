package dev.parley.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments as they were typed. Java decodes them by the locale, and replaces what it cannot
 * decode: in the C locale every umlaut. The system still knows the bytes.
 */
final class Arguments {

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final char REPLACED = '\uFFFD';

  private Arguments() {}

  /**
   * The arguments, decoded as UTF-8.
   *
   * @throws UsageException if one of them is no UTF-8
   */
  static List<String> of(String[] decoded) {
    if (Arrays.stream(decoded).noneMatch(Arguments::suspicious)) {
      return List.of(decoded);
    }
    List<byte[]> raw = raw();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < decoded.length; i++) {
      int at = raw.size() - decoded.length + i;
      all.add(at < 0 ? checked(decoded[i], i) : utf8(raw.get(at), i));
    }
    return List.copyOf(all);
  }

  private static boolean suspicious(String argument) {
    boolean utf8 = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    return argument.indexOf(REPLACED) >= 0
        || !utf8 && argument.chars().anyMatch(c -> c == '?' || c > 0x7E);
  }

  private static List<byte[]> raw() {
    List<byte[]> all = new ArrayList<>();
    try {
      byte[] line = Files.readAllBytes(COMMAND_LINE);
      int from = 0;
      for (int i = 0; i < line.length; i++) {
        if (line[i] == 0) {
          all.add(Arrays.copyOfRange(line, from, i));
          from = i + 1;
        }
      }
    } catch (IOException e) {
      return List.of(); // no /proc: such systems speak UTF-8
    }
    return all;
  }

  private static String utf8(byte[] bytes, int place) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw invalid(place, e);
    }
  }

  private static String checked(String decoded, int place) {
    if (decoded.indexOf(REPLACED) >= 0) {
      throw invalid(place, new CharacterCodingException());
    }
    return decoded;
  }

  private static UsageException invalid(int place, CharacterCodingException cause) {
    return new UsageException(
        "argument %d is not valid UTF-8; write it as UTF-8, or give a text as @file"
            .formatted(place + 1),
        cause);
  }
}
