package dev.parley.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply that an OpenAI-compatible endpoint says word by word. Each word is the time at which it
 * was said, so whoever hears it knows how old it is.
 *
 * @param words how many
 * @param everyMillis how long a word takes
 */
record SpokenReply(int words, long everyMillis) {

  private static final Pattern WORD = Pattern.compile("@(\\d{13}) ");

  /** Says it. */
  void say(OutputStream stream) throws IOException {
    try {
      for (int word = 0; word < words; word++) {
        TimeUnit.MILLISECONDS.sleep(everyMillis);
        String said = "@" + System.currentTimeMillis() + " ";
        event(stream, "{\"delta\":{\"content\":\"" + said + "\"},\"index\":0}", "");
      }
      event(stream, "{\"delta\":{},\"index\":0,\"finish_reason\":\"stop\"}", usage());
      stream.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String usage() {
    return ",\"usage\":{\"prompt_tokens\":400,\"completion_tokens\":%d,\"total_tokens\":%d}"
        .formatted(words, 400 + words);
  }

  private static void event(OutputStream stream, String choice, String more) throws IOException {
    String event =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"spoken\","
            + "\"choices\":["
            + choice
            + "]"
            + more
            + "}\n\n";
    stream.write(event.getBytes(StandardCharsets.UTF_8));
    stream.flush();
  }

  /** How old the oldest word is that was heard now, in milliseconds; negative: there is none. */
  static long age(String heard, long now) {
    Matcher word = WORD.matcher(heard);
    return word.find() ? now - Long.parseLong(word.group(1)) : -1;
  }
}
