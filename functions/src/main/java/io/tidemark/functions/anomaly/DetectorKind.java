package io.tidemark.functions.anomaly;

/** The detectors that there are. */
public enum DetectorKind {
  /** What breaks records, or is spread as never before. */
  NOVELTY {
    @Override
    public Detector create() {
      return new Novelty();
    }
  },
  /** Values that break the series' own records. */
  RECORDS {
    @Override
    public Detector create() {
      return new RecordBreaking();
    }
  },
  /** Values that are spread as never before. */
  RELATIVE_ENTROPY {
    @Override
    public Detector create() {
      return new RelativeEntropy();
    }
  },
  /** Values that are far from the mean. */
  GAUSSIAN {
    @Override
    public Detector create() {
      return new WindowedGaussian();
    }
  };

  /** A detector of this kind; one is enough for any number of series. */
  public abstract Detector create();
}
