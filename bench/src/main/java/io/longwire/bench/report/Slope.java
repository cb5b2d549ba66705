package io.longwire.bench.report;

/** The straight line through points with the least squares of distances. One thread. */
public final class Slope {
    private long points;
    private double sumX;
    private double sumY;
    private double sumXx;
    private double sumXy;

    public void add(double x, double y) {
        points++;
        sumX += x;
        sumY += y;
        sumXx += x * x;
        sumXy += x * y;
    }

    /** Growth of y for each x; NaN with fewer than two different x. */
    public double perUnit() {
        double spread = points * sumXx - sumX * sumX;
        return spread == 0 ? Double.NaN : (points * sumXy - sumX * sumY) / spread;
    }
}
