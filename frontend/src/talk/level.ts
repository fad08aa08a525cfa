/** How loud it is, told ten times a second, until it is stopped. */
export function watchLevel(stream: MediaStream, told: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = window.setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const loud = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
    // Ears hear steps, not differences: sixty decibels fill the meter.
    told(Math.max(0, Math.min(1, 1 + Math.log10(loud + 1e-6) / 3)));
  }, 100);
  return () => {
    window.clearInterval(timer);
    void context.close();
  };
}
