package io.tidemark.jobs.eventrouter;

import java.io.Serializable;
import java.util.List;

/**
 * Where events go that are of some kind.
 *
 * @param route the route's name; null: nowhere
 * @param topic the Kafka topic of the route; null: the results' topic, with the route's name added
 * @param conditions what an event must be like, all of it; none: any event
 */
record Rule(String route, String topic, List<Condition> conditions) implements Serializable {

  String topicUnder(String resultsTopic) {
    return topic == null ? resultsTopic + "." + route : topic;
  }
}
