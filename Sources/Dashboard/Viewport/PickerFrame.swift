/// Where a list is on the screen, for drawing and for the mouse.
package struct PickerFrame {
  package let x: Int
  package let y: Int
  package let width: Int
  package let height: Int
  /// The first visible item.
  package let top: Int

  /// The number of lines for items.
  package var room: Int { height - 4 }

  package init(_ picker: Picker, width screenWidth: Int, height screenHeight: Int) {
    width = max(1, min(screenWidth - 2, max(78, screenWidth * 3 / 4)))
    height = max(4, min(screenHeight - 3, max(6, min(picker.items.count, 16) + 4)))
    x = (screenWidth - width) / 2
    y = max(1, (screenHeight - height) / 3)
    top = max(0, min(picker.selected - (height - 4) / 2, picker.matches.count - (height - 4)))
  }

  /// The item at a cell; nil if there is none.
  package func item(x: Int, y: Int, _ picker: Picker) -> Int? {
    guard (self.x..<self.x + width).contains(x), (self.y + 2..<self.y + 2 + room).contains(y) else { return nil }
    let position = top + y - self.y - 2
    return picker.matches.indices.contains(position) ? position : nil
  }
}
