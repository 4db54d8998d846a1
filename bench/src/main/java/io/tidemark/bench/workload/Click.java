package io.tidemark.bench.workload;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/** One click as a peer would model it: a POJO for Flink, a bean for Jackson. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class Click implements Serializable {

  private static final long serialVersionUID = 1;

  @JsonProperty("item_id")
  public String item;

  @JsonProperty("user_id")
  public String user;

  @JsonProperty("type")
  public String type;

  /** Event time, epoch milliseconds. */
  @JsonProperty("event_time")
  public long time;

  @JsonProperty("value")
  public double value;

  public Click() {}

  public Click(String item, String user, String type, long time, double value) {
    this.item = item;
    this.user = user;
    this.type = type;
    this.time = time;
    this.value = value;
  }
}
