//! An empty window with the program's renderer and size: what `tests/e2e/measure.sh` compares with.

struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        ui.label("An empty window");
    }
}

fn main() -> eframe::Result {
    let options = eframe::NativeOptions {
        renderer: eframe::Renderer::Glow,
        viewport: egui::ViewportBuilder::default().with_inner_size([1360.0, 860.0]),
        ..Default::default()
    };
    eframe::run_native("Empty window", options, Box::new(|_| Ok(Box::new(Empty))))
}
