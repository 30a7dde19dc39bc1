//! Bars, upright or lying, beside or upon each other.

use super::{FAMILY, SARABUN, png};
use crate::visit::Visit;
use charts_rs::{BarChart, HorizontalBarChart, add_fonts};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// Texts are measured with it.
static FONT: LazyLock<bool> = LazyLock::new(|| {
    add_fonts(&[SARABUN]).inspect_err(|error| tracing::error!(error = %error, "the charts' font is broken")).is_ok()
});

/// All charts are as wide; the page scales them.
const WIDTH: u32 = 900;

/// How many steps a scale has.
const STEPS: u32 = 5;

/// Figures of one kind, one for each category; none where there is none.
#[derive(Debug, Clone)]
pub struct Series {
    /// In words.
    pub name: String,
    /// `#rrggbb`
    pub colour: &'static str,
    /// The figures.
    pub figures: Vec<Option<f64>>,
}

/// A chart of bars.
#[derive(Debug, Clone)]
pub struct Chart {
    /// What it shows, for who reads it alone.
    pub title: String,
    /// What the bars stand for.
    pub categories: Vec<String>,
    /// The figures.
    pub series: Vec<Series>,
    /// Whether the bars of a category lie upon each other.
    pub is_stacked: bool,
    /// Whether the bars lie.
    pub is_lying: bool,
    /// The end of the scale; none: by the figures.
    pub most: Option<f64>,
}

impl Chart {
    /// As SVG; none where the figures cannot be drawn.
    #[must_use]
    pub fn svg(&self, v: &Visit) -> Option<String> {
        if !*FONT {
            return None;
        }
        let options = self.options(v).to_string();
        let drawn = if self.is_lying {
            HorizontalBarChart::from_json(&options).and_then(|chart| chart.svg())
        } else {
            BarChart::from_json(&options).and_then(|chart| chart.svg())
        };
        let svg = drawn.inspect_err(|error| tracing::error!(error = %error, "a chart cannot be drawn")).ok()?;
        Some(self.described(&in_digits(v, &svg)))
    }

    /// As PNG.
    #[must_use]
    pub fn png(&self, v: &Visit) -> Option<Vec<u8>> {
        png::drawn(&self.svg(v)?)
    }

    fn options(&self, v: &Visit) -> Value {
        let height = if self.is_lying { 120 + 40 * self.categories.len() } else { 380 };
        let title = if v.sample {
            format!("{} ({})", self.title, v.t("ข้อมูลตัวอย่าง", "sample data"))
        } else {
            self.title.clone()
        };
        let series: Vec<Value> = self.series.iter().map(|series| self.series_options(series)).collect();
        let colours: Vec<&str> = self.series.iter().map(|series| series.colour).collect();
        let mut axis =
            json!({ "axis_font_size": 15, "axis_font_color": "#1b1f24", "axis_min": 0, "axis_split_number": STEPS });
        axis["axis_max"] = self.most.unwrap_or_else(|| self.end_of_scale()).into();
        axis["axis_formatter"] = if self.is_grouped() { "{t}" } else { "{c}" }.into();
        json!({
            "width": WIDTH, "height": height,
            "margin": { "left": 12, "right": 24, "top": 12, "bottom": 8 },
            "font_family": FAMILY, "theme": "light",
            "title_text": title, "title_font_size": 18, "title_font_color": "#0f2747", "title_font_weight": "normal",
            "title_align": "left", "title_height": 34,
            "legend_font_size": 15, "legend_font_color": "#1b1f24", "legend_align": "left",
            "legend_margin": { "top": 38, "bottom": 10 }, "legend_category": "rect",
            "empty_text": v.t("ไม่มีข้อมูล", "No figures"),
            "x_axis_data": self.in_order(&self.categories), "x_axis_font_size": 15, "x_axis_font_color": "#1b1f24",
            "x_axis_height": 34,
            "y_axis_configs": [axis],
            "grid_stroke_color": "#dde3ea",
            "series_colors": colours,
            "series_label_font_size": 14, "series_label_font_color": "#1b1f24",
            "series_label_formatter": if self.is_grouped() { "{t}" } else { "{c}" },
            "series_label_position": if self.is_stacked { "inside" } else if self.is_lying { "right" } else { "top" },
            "series_list": series,
        })
    }

    fn series_options(&self, series: &Series) -> Value {
        // In a stack a bar without length would only crowd the figures of the others.
        let figure = |figure: &Option<f64>| figure.filter(|figure| !self.is_stacked || *figure != 0.0);
        let mut options = json!({
            "name": series.name,
            "data": self.in_order(&series.figures.iter().map(figure).collect::<Vec<_>>()),
            "label_show": true,
        });
        if self.is_stacked {
            options["stack"] = json!("all");
        }
        options
    }

    /// Lying bars are drawn from below.
    fn in_order<T: Clone>(&self, list: &[T]) -> Vec<T> {
        if self.is_lying { list.iter().rev().cloned().collect() } else { list.to_vec() }
    }

    /// A round end of the scale that leaves room for the figures above the bars.
    fn end_of_scale(&self) -> f64 {
        let of_category = |place: usize| {
            let figures = self.series.iter().filter_map(|series| series.figures.get(place).copied().flatten());
            if self.is_stacked { figures.sum() } else { figures.fold(0.0, f64::max) }
        };
        let most = (0..self.categories.len()).map(of_category).fold(0.0, f64::max) * 1.1;
        let steps = f64::from(STEPS);
        let ten = 10_f64.powf((most / steps).max(1.0).log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * ten).into_iter().find(|step| step * steps >= most);
        step.unwrap_or(ten) * steps
    }

    /// Whether the figures need their thousands set apart.
    fn is_grouped(&self) -> bool {
        self.series.iter().flat_map(|series| &series.figures).flatten().any(|figure| *figure >= 1000.0)
    }

    /// With what it shows in words.
    fn described(&self, svg: &str) -> String {
        let title = escaped(&self.title);
        svg.replacen("<svg ", &format!("<svg class=\"chart\" role=\"img\" aria-label=\"{title}\" "), 1)
    }
}

/// The digits that somebody chose, in texts alone.
fn in_digits(v: &Visit, svg: &str) -> String {
    let mut written = String::with_capacity(svg.len());
    let mut parts = svg.split('<');
    written.push_str(parts.next().unwrap_or_default());
    for part in parts {
        written.push('<');
        match part.split_once('>') {
            Some((tag, text)) => {
                written.push_str(tag);
                written.push('>');
                written.push_str(&v.n(text));
            }
            None => written.push_str(part),
        }
    }
    written
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{Chart, Series};

    fn chart(figures: &[f64], is_stacked: bool) -> Chart {
        let series =
            Series { name: "a".to_owned(), colour: "#17396b", figures: figures.iter().copied().map(Some).collect() };
        let categories = figures.iter().map(ToString::to_string).collect();
        let series = vec![series.clone(), series];
        Chart { title: String::new(), categories, series, is_stacked, is_lying: true, most: None }
    }

    #[test]
    fn scales_end_at_round_figures_above_the_greatest() {
        for (most, is_stacked, end) in [
            (0.0, false, 5.0),
            (4.0, false, 5.0),
            (21.0, false, 25.0),
            (21.0, true, 50.0),
            (20_000.0, false, 25_000.0),
            (85.0, false, 100.0),
        ] {
            let found = chart(&[most], is_stacked).end_of_scale();
            assert!((found - end).abs() < 1e-9, "{most}: {found}");
        }
    }

    #[test]
    fn lying_bars_come_from_below() {
        assert_eq!(chart(&[1.0, 2.0], true).in_order(&[1, 2]), [2, 1]);
    }
}
