package dev.parley.activities.mcp;

import dev.parley.activities.tools.OutcomeUnknown;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a failed request means: was it sent, was it answered, does nobody know. */
final class Failing {

  /** How the SDK begins what it says of a session that it could not open before a request. */
  private static final String NO_SESSION = "Client failed to initialize";

  private static final String TOO_LARGE =
      "the answer was larger than %d MiB and was not read; ask for less"
          .formatted(StdioTransport.LONGEST >> 20);

  private static final Pattern STATUS = Pattern.compile("Status code: ?([0-9]{3})");

  private Failing() {}

  /** The exception that says so: {@link Unsent}, {@link Refused} or {@link OutcomeUnknown}. */
  static Exception of(McpServer server, Throwable thrown) {
    Throwable cause = thrown.getCause();
    if (thrown instanceof CompletionException && cause != null) {
      return of(server, cause);
    }
    return switch (thrown) {
      case McpError error -> answered(server, error);
      case StdioTransport.NotSent unsent ->
          new Unsent(said(server, "nothing was done: " + unsent.getMessage()), thrown);
      case McpTransportSessionNotFoundException forgotten ->
          new Unsent(said(server, "nothing was done: it knows this session no more"), thrown);
      case McpHttpClientTransportAuthorizationException refused -> {
        int status = refused.getResponseInfo().statusCode();
        yield new Refused(said(server, "it refuses the worker (HTTP %d)".formatted(status)));
      }
      case ConnectException away -> unreached(server, thrown);
      case HttpConnectTimeoutException away -> unreached(server, thrown);
      default -> other(server, thrown);
    };
  }

  private static Exception unreached(McpServer server, Throwable thrown) {
    return new Unsent(said(server, "nothing was done: it cannot be reached"), thrown);
  }

  private static Exception answered(McpServer server, McpError error) {
    Object why = error.getJsonRpcError().data();
    if (why == Lost.GONE) {
      return new OutcomeUnknown(said(server, "it ended while it ran"), error);
    }
    return why == Lost.TOO_LARGE
        ? new Refused(said(server, TOO_LARGE), error)
        : new Refused(String.valueOf(error.getMessage()), error);
  }

  private static Exception other(McpServer server, Throwable thrown) {
    if (String.valueOf(thrown.getMessage()).startsWith(NO_SESSION)) {
      return new Unsent(said(server, "nothing was done: it opens no session"), thrown);
    }
    if (thrown.getClass().getSimpleName().equals("MaxSizeExceededException")) {
      return new Refused(said(server, TOO_LARGE), thrown);
    }
    if (thrown instanceof IllegalArgumentException) {
      return new Refused(said(server, "its answer is not what the protocol says"), thrown);
    }
    // The request itself was refused, before anything was done.
    return status(thrown)
        .filter(status -> status.startsWith("4") && !status.equals("408"))
        .<Exception>map(
            status -> new Refused(said(server, "it answers HTTP %s".formatted(status)), thrown))
        .orElseGet(() -> new OutcomeUnknown(said(server, "the connection to it broke"), thrown));
  }

  private static String said(McpServer server, String what) {
    return "the server \"%s\": %s".formatted(server.name(), what);
  }

  /** The HTTP status that the SDK writes into its messages. */
  private static Optional<String> status(Throwable thrown) {
    Matcher status = STATUS.matcher(String.valueOf(thrown.getMessage()));
    return status.find() ? Optional.of(status.group(1)) : Optional.empty();
  }

  /** Why a session did not open, in words of our own. */
  static String opening(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      Optional<String> why =
          switch (at) {
            case McpHttpClientTransportAuthorizationException refused ->
                Optional.of("it answers HTTP " + refused.getResponseInfo().statusCode());
            case ConnectException away -> Optional.of("it cannot be reached");
            case HttpConnectTimeoutException away -> Optional.of("it cannot be reached");
            case java.util.concurrent.TimeoutException late ->
                Optional.of("it does not answer in time");
            case McpError error when error.getJsonRpcError().data() == Lost.GONE ->
                Optional.of("it ended at its start");
            case McpError error -> Optional.of("it refuses the protocol's greeting");
            default -> status(at).map("it answers HTTP %s"::formatted);
          };
      if (why.isPresent()) {
        return why.get();
      }
    }
    return "it does not speak the protocol";
  }
}
