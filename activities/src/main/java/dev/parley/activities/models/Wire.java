package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Optional;

/**
 * What one API looks like. LangChain4j writes the requests; what it writes otherwise than the API
 * wants is corrected here, and answers are read here.
 */
interface Wire {

  /** LangChain4j's model that writes requests of this kind. */
  ChatModel writer(Writers.Key key, HttpClientBuilder http);

  /** The call as this API takes it: some have no names, no empty messages, no last word. */
  ModelCall fitted(ModelCall call);

  /** What LangChain4j is told of a call; the rest is added by {@link #finished}. */
  default ModelCall dictated(ModelCall call) {
    return call;
  }

  /** The request with what LangChain4j does not write: streaming, the schema of the output. */
  Outgoing finished(Outgoing written, ModelCall call, boolean streamed);

  /** What an answer says; absent: it is none of this API's. */
  Optional<Answer> read(JsonNode body);

  /** Puts the events of one stream together. */
  Assembly assembly();
}
