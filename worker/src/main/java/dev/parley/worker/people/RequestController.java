package dev.parley.worker.people;

import dev.parley.transcript.TranscriptException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /r/TOKEN}: GET shows a request, POST decides about it. Works without script and cookie:
 * the token is all there is.
 */
@Controller("/r")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RequestController {

  private static final Logger log = LoggerFactory.getLogger(RequestController.class);
  private static final int MOST_FIELDS = 20;

  private final RequestDoor door;

  RequestController(RequestDoor door) {
    this.door = door;
  }

  @Get("/{token}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<String> show(@PathVariable String token) {
    return answer(desk -> desk.show(token));
  }

  @Post("/{token}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<String> decide(@PathVariable String token, @Body String form) {
    return answer(desk -> desk.decide(token, fields(form)));
  }

  private HttpResponse<String> answer(Function<RequestDesk, Page> ask) {
    Page page;
    try {
      page = door.desk().map(ask).orElseGet(Doors::closed);
    } catch (TranscriptException e) {
      // Without the address: it holds the token.
      log.warn("a request page was not served: {}", e.getMessage());
      page = Doors.away();
    } catch (UncheckedIOException | IllegalArgumentException e) {
      log.error("the key of the links cannot be had: {}", e.getMessage());
      page = Doors.closed();
    } catch (RuntimeException e) {
      log.error("a request page failed: {}", e.getClass().getName());
      page = Doors.broken();
    }
    return HttpResponse.<String>status(io.micronaut.http.HttpStatus.valueOf(page.status()))
        .header("Content-Security-Policy", PageText.POLICY)
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("X-Robots-Tag", "noindex, nofollow")
        .contentType(MediaType.TEXT_HTML_TYPE)
        .body(page.html());
  }

  /** The last of equal names counts, as nobody sends two. */
  private static Map<String, String> fields(String form) {
    Map<String, String> all = new HashMap<>();
    for (String part : form.split("&", MOST_FIELDS)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        all.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
      }
    }
    return all;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
